using Workbook.Data;
using Workbook.Results;

namespace Workbook.Machine;

/// <summary>Whether this machine is fit for the workbook, and what to do where it is not.</summary>
/// <param name="Environment">The machine and its software.</param>
/// <param name="MatrixProductGflops">See <see cref="MatrixProductSpeed"/>; null where libtorch cannot be loaded.</param>
/// <param name="Libraries">The system's libraries that are called beside libtorch.</param>
/// <param name="DataSets">The data sets.</param>
public sealed record DoctorReport(
    EnvironmentReport Environment,
    double? MatrixProductGflops,
    IReadOnlyList<SystemLibrary> Libraries,
    IReadOnlyList<DataSetLocation> DataSets)
{
    /// <summary>What the user should know, worst first.</summary>
    public IReadOnlyList<Finding> Findings { get; } =
        [.. DoctorRules.Apply(Environment, MatrixProductGflops, Libraries, DataSets).OrderByDescending(finding => finding.Severity)];

    /// <summary>Whether nothing is missing without which no run is possible.</summary>
    public bool IsFit => Findings.All(finding => finding.Severity < Severity.Error);

    /// <summary>Describes this machine and measures its matrix products; takes about a second.</summary>
    /// <param name="dataFolder">The folder of the data sets; null searches where a run searches.</param>
    public static DoctorReport Collect(string? dataFolder)
    {
        var environment = EnvironmentReport.Collect();
        var folders = DataFolders.Candidates(dataFolder);
        return new DoctorReport(
            environment,
            environment.Torch is null ? null : MatrixProductSpeed.Measure(),
            SystemLibrary.Collect(),
            [new DataSetLocation("CIFAR-100", folders.Select(Cifar100.Find).FirstOrDefault(path => path is not null), folders)]);
    }

    /// <summary>The report as indented JSON, ending in a line feed: camel-case names, absent instead of null.</summary>
    public string ToJson() => JsonLayout.Write(RecordJson.ToJson(this));
}
