using System.Reflection;
using System.Reflection.Emit;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Tests.Support;
using Workbook.Experiments;
using Workbook.Losses;
using Workbook.Models.Backbones;
using Workbook.Results;
using Workbook.Training;
using Xunit;

namespace Workbook.Tests.Results;

public class TrainingCodeTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    [Fact]
    public void VersionOf_Files_DependsOnContentNotOrder()
    {
        var version = TrainingCode.VersionOf(["a.cs 11", "b.cs 22"]);

        Assert.Equal(version, TrainingCode.VersionOf(["b.cs 22", "a.cs 11"]));
        Assert.NotEqual(version, TrainingCode.VersionOf(["a.cs 11", "b.cs 23"]));
        Assert.NotEqual(version, TrainingCode.VersionOf(["a.cs 11", "c.cs 22"]));
    }

    [Fact]
    public void Earliest_EqualVersions_AreFollowedToTheFirst()
    {
        string[] equal = ["# b = z: a comment", "b = a: shown", "c = b: shown too"];

        Assert.Equal("a", TrainingCode.Earliest("c", equal));
        Assert.Equal("a", TrainingCode.Earliest("a", equal));
        Assert.Equal("d", TrainingCode.Earliest("d", equal));
    }

    [Theory]
    [InlineData("training-code")]
    [InlineData("detection-code")]
    [InlineData("system-code")]
    public void ReadFiles_Embedded_AreHashesOfTheCheckout(string list)
    {
        foreach (var line in TrainingCode.ReadFiles(list))
            Assert.Equal(Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Repository.Path("src/Workbook.Lib/" + line.Split(' ')[0])))), line.Split(' ')[1]);
    }

    [Fact]
    public void ReadFiles_Embedded_AreWhatAClassificationRunReaches()
    {
        string[] numeric = ["Losses", "Models", "Models/Backbones", "Ops", "Data", "Data/ImageNet", "Data/Transforms", "Training", "Evaluation"];
        AssertListed("training-code", numeric, Reach(typeof(ClassificationRun), typeof(EqualizationLoss), typeof(Bottleneck), typeof(DeformableConv2d), typeof(SyncBatchNorm)));
    }

    [Fact]
    public void ReadFiles_Embedded_AreWhatADetectionRunReaches()
    {
        string[] numeric =
        [
            "Losses", "Models/Detection", "Models/Backbones", "Ops", "Ops/Masks", "Data/Loading", "Data/Sampling", "Data/Transforms", "Training", "Evaluation/Detection",
            "Evaluation/OpenImages",
        ];
        AssertListed(
            "detection-code", numeric,
            Reach(typeof(DetectionRun), typeof(ClassificationRun)).Union(Reach(typeof(BackboneRun), typeof(ClassificationRun))));
    }

    [Fact]
    public void ReadFiles_OfSystems_AreThoseOfDetectionAndWhatATestReachesBeyond()
    {
        string[] numeric = ["Models/Ensemble", "Training"];
        var reached = Reach(typeof(SystemRun), typeof(ClassificationRun)).Where(type => type.Namespace is "Workbook.Models" or "Workbook.Training").Select(SourceOf)
            .Where(file => numeric.Contains(Path.GetDirectoryName(file)) && file is not ("Training/LvisChallengeSets.cs" or "Training/RealSets.cs" or "Training/ExternalCategories.cs"));
        var (detection, systems) = (Files("detection-code"), Files("system-code"));

        Assert.Equal(reached.Union(detection).Order(StringComparer.Ordinal), systems.Order(StringComparer.Ordinal));

        static string[] Files(string list) => [.. TrainingCode.ReadFiles(list).Select(line => line.Split(' ')[0])];
    }

    [Fact]
    public void Tables_Declared_TrainNoClassifierWithTheLossLeftOut() => Assert.DoesNotContain(
        PaperTables.All.SelectMany(table => table.Rows), row => row.Experiment is ClassificationExperiment { Loss: Loss.EqlCase });

    // Of the types reached, the files in the folders that numbers come from.
    private static void AssertListed(string list, string[] numeric, IEnumerable<Type> types)
    {
        var reached = types
            .Where(type => numeric.Any(folder => folder.StartsWith(type.Namespace!["Workbook.".Length..].Split('.')[0], StringComparison.Ordinal)))
            .Select(SourceOf)
            .Where(file => numeric.Contains(Path.GetDirectoryName(file)))
            .Append("Experiments/StepSchedule.cs")
            .Distinct()
            .ToArray();
        var listed = TrainingCode.ReadFiles(list).Select(line => line.Split(' ')[0]).ToArray();
        Assert.True(
            reached.ToHashSet().SetEquals(listed),
            $"reached, not listed: {string.Join(" ", reached.Except(listed))}\nlisted, not reached: {string.Join(" ", listed.Except(reached))}");
    }

    // A namespace may span folders.
    private static string SourceOf(Type type)
    {
        var declaration = new Regex($@"\b(class|record|struct|enum|interface|delegate .*) {type.Name.Split('`')[0]}\b");
        var root = Repository.Path("src/Workbook.Lib");
        var file = Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .First(file => File.ReadAllText(file) is var text && text.Contains($"namespace {type.Namespace};", StringComparison.Ordinal) && declaration.IsMatch(text));
        return Path.GetRelativePath(root, file).Replace('\\', '/');
    }

    // The types of the library that a type's members and their code name, and those that these name; nested types as their outermost.
    private static HashSet<Type> Reach(Type root, params Type[] except)
    {
        var reached = new HashSet<Type>();
        var open = new Stack<Type>([root]);
        while (open.TryPop(out var type))
            foreach (var named in Named(type).SelectMany(Parts).Select(Outermost))
                if (named.Assembly == root.Assembly && !except.Contains(named) && named.Namespace is not null && reached.Add(named))
                    open.Push(named);
        return reached;
    }

    private static IEnumerable<Type> Named(Type type) =>
    [
        type,
        .. type.BaseType is { } super ? [super] : Type.EmptyTypes,
        .. type.GetInterfaces(),
        .. type.GetNestedTypes(Declared).SelectMany(Named),
        .. type.GetFields(Declared).Select(field => field.FieldType),
        .. type.GetMethods(Declared).SelectMany(method => Code(method).Append(method.ReturnType)),
        .. type.GetConstructors(Declared).SelectMany(Code),
    ];

    private static IEnumerable<Type> Code(MethodBase method)
    {
        foreach (var parameter in method.GetParameters())
            yield return parameter.ParameterType;
        if (method.GetMethodBody() is not { } body)
            yield break;
        foreach (var local in body.LocalVariables)
            yield return local.LocalType;
        var code = body.GetILAsByteArray()!;
        var typeArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var opCode = OpCodesByValue[code[at] == 0xFE ? BitConverter.ToInt16([code[at + 1], code[at]]) : code[at]];
            at += opCode.Size;
            if (opCode.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
                switch (method.Module.ResolveMember(BitConverter.ToInt32(code, at), typeArguments, methodArguments))
                {
                    case Type type:
                        yield return type;
                        break;
                    case MethodInfo called:
                        yield return called.DeclaringType!;
                        yield return called.ReturnType;
                        foreach (var argument in called.GetGenericArguments())
                            yield return argument;
                        break;
                    case { } member:
                        yield return member.DeclaringType!;
                        break;
                }
            at += opCode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType && !type.IsGenericTypeDefinition ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : [type];

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
