using Workbook.Data.Detection;
using Workbook.Data.OpenImages;
using Xunit;

namespace Workbook.Tests.Data.OpenImages;

public class OpenImagesHierarchyTests
{
    private readonly OpenImagesClasses _classes = OpenImagesText.ReadClasses();

    [Fact]
    public void Load_ByHand_SeveralParentsNoRootNoParts()
    {
        var hierarchy = OpenImagesText.ReadHierarchy(_classes, handling: ProblemHandling.Strict);

        Assert.Equal("animal>; cat>animal; dog>animal,toy; toy>; car>", Show(hierarchy.Ancestors));
        Assert.Equal("animal>cat,dog; cat>; dog>; toy>dog; car>", Show(hierarchy.Descendants));
    }

    // A class below two parents, of which only one node has children: the reference goes by nodes.
    [Fact]
    public void Load_ChildrenAtOneOfTwoNodes_BelongToItsAncestors()
    {
        const string text = """
            {"LabelName": "r", "Subcategory": [
              {"LabelName": "/m/animal", "Subcategory": [{"LabelName": "/m/dog", "Subcategory": [{"LabelName": "/m/cat"}]}]},
              {"LabelName": "/m/toy", "Subcategory": [{"LabelName": "/m/dog"}]}]}
            """;
        Assert.Equal("animal>; cat>animal,dog; dog>animal,toy; toy>; car>", Show(OpenImagesText.ReadHierarchy(_classes, text).Ancestors));
    }

    [Theory]
    [InlineData("""{"LabelName": "/m/cat", "Subcategory": [{"LabelName": "/m/cat"}]}""", true, "class below itself", "/m/cat")]
    [InlineData("""{"LabelName": "/m/lion"}""", true, "node whose LabelName is missing or no class", "node 1: /m/lion")]
    [InlineData("""{}""", true, "node whose LabelName is missing or no class", "node 1: ")]
    public void Load_FaultyNode_IsLeftOutAndCounted(string node, bool isDropped, string what, string where)
    {
        var rest = OpenImagesText.Hierarchy[OpenImagesText.Hierarchy.IndexOf('[')..];
        var text = """{"LabelName": "r", "Subcategory": [""" + node + ", " + rest[1..];

        var hierarchy = OpenImagesText.ReadHierarchy(_classes, text);

        var problem = Assert.Single(hierarchy.Problems);
        Assert.Equal((what, isDropped, where), (problem.What, problem.IsDropped, Assert.Single(problem.Examples)));
        Assert.Equal("animal>; cat>animal; dog>animal,toy; toy>; car>", Show(hierarchy.Ancestors));
        Assert.Throws<InvalidDataException>(() => OpenImagesText.ReadHierarchy(_classes, text, ProblemHandling.Strict));
    }

    [Fact]
    public void Load_ClassWithoutNode_IsCounted()
    {
        var problem = Assert.Single(OpenImagesText.ReadHierarchy(_classes, """{"LabelName": "r", "Subcategory": [{"LabelName": "/m/cat"}]}""").Problems);
        Assert.Equal((false, 4L), (problem.IsDropped, problem.Count));
    }

    [Fact]
    public void Load_UnlistedNodeBetween_KeepsWhatIsAboveIt()
    {
        const string text = """{"Subcategory": [{"LabelName": "/m/animal", "Subcategory": [{"LabelName": "x", "Subcategory": [{"LabelName": "/m/cat"}]}]}]}""";
        Assert.StartsWith("animal>; cat>animal;", Show(OpenImagesText.ReadHierarchy(_classes, text).Ancestors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "got an array, expected an object")]
    [InlineData("""{"Subcategory": {}}""", "got an object, expected an array")]
    [InlineData("""{"Subcategory": [3]}""", "got 3, expected an object")]
    [InlineData("""{"LabelName": "a", "LabelName": "b"}""", "stands twice")]
    [InlineData("", "")]
    public void Load_WrongContent_SaysByteGotAndExpected(string text, string what)
    {
        var message = Assert.Throws<InvalidDataException>(() => OpenImagesText.ReadHierarchy(_classes, text)).Message;
        Assert.Matches("^hierarchy.json, byte [0-9]+: ", message);
        Assert.Contains(what, message, StringComparison.Ordinal);
    }

    private string Show(Related related) => string.Join("; ", _classes.Mids.Select((mid, i) =>
        $"{mid[3..]}>{string.Join(',', related(i).ToArray().Select(other => _classes.Mids[other][3..]))}"));

    private delegate ReadOnlySpan<int> Related(int @class);
}
