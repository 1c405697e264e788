using Workbook.Results;
using Workbook.Tests.Results;

namespace Workbook.Tests.Reporting;

/// <summary>Records whose every string tries to become markup that calls <c>hacked()</c>.</summary>
internal static class Hostile
{
    public static string Text(string name) => $"{name}</script></style><img src=x onerror=hacked()>\"' onload='hacked()' <svg onload=hacked()>${{hacked()}}";

    public static void Add(ResultStore store, RunSpec spec)
    {
        var record = Samples.Record(spec);
        store.Write(record with
        {
            PerClass = [.. record.PerClass.Select(category => category with { Name = Text("class"), TestImages = 100, Top1 = 50 })],
            Environment = record.Environment with { Processor = Text("processor"), Blas = Text("blas"), OperatingSystem = Text("system"), DotNet = Text("dotnet") },
        });
    }
}
