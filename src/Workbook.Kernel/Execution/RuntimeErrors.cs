using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Workbook.Kernel.Execution;

/// <summary>An exception that code of a cell threw as the error of the cell: with the calls down to the cell, without those of the kernel.</summary>
internal static partial class RuntimeErrors
{
    private const int MostFrames = 100;

    public static CellError Of(Exception exception)
    {
        while (exception is TargetInvocationException { InnerException: { } inner })
            exception = inner;
        var traceback = new List<string>();
        string? location = null;
        for (var current = exception; current is not null; current = current.InnerException)
        {
            traceback.Add($"{(current == exception ? "" : "caused by ")}{current.GetType().FullName}: {current.Message}");
            var frames = new StackTrace(current, fNeedFileInfo: true).GetFrames().TakeWhile(frame => !IsKernel(frame)).Where(frame => !IsPlumbing(frame));
            foreach (var frame in frames.Take(MostFrames))
            {
                // The compiler puts the current directory before the name of a cell.
                var file = frame.GetFileName();
                var cell = file is null ? null : CellName().Match(file) is { Success: true } match ? match.Groups["name"].Value : null;
                var place = file is null ? null : $"{cell ?? file}, line {frame.GetFileLineNumber()}";
                if (cell is not null && current == exception)
                    location ??= place;
                traceback.Add($"   at {Describe(frame)}{(place is null ? "" : " in " + place)}");
            }
        }
        return new CellError(exception.GetType().Name, exception.Message, location, traceback);
    }

    private static bool IsKernel(StackFrame frame) =>
        frame.GetMethod()?.DeclaringType is { } type
        && (type.Assembly == typeof(RuntimeErrors).Assembly || type.Namespace?.StartsWith("Microsoft.CodeAnalysis.Scripting", StringComparison.Ordinal) == true);

    private static bool IsPlumbing(StackFrame frame) =>
        frame.GetMethod()?.DeclaringType?.Namespace is "System.Runtime.CompilerServices" or "System.Runtime.ExceptionServices";

    private static string Describe(StackFrame frame)
    {
        if (frame.GetMethod() is not { } method)
            return "unknown code";
        var name = method.DeclaringType is { } type ? $"{type.FullName}.{method.Name}" : method.Name;
        // Submission#2+<<Initialize>>d__0.MoveNext, Submission#2.Twice, Submission#2+<Later>d__3.MoveNext
        name = Submission().Replace(StateMachine().Replace(name.Replace('+', '.'), "$1"), "");
        return name is "<Initialize>" or "<Factory>" ? "the cell" : name;
    }

    [GeneratedRegex("(^|[/\\\\])(?<name>([^/\\\\]+, )?cell [0-9]+)$")]
    private static partial Regex CellName();

    [GeneratedRegex(@"<(<?\w+>?)>d__\d+(?:`\d+)?\.MoveNext$")]
    private static partial Regex StateMachine();

    [GeneratedRegex(@"^Submission#\d+\.")]
    private static partial Regex Submission();
}
