using Workbook.Data;
using Workbook.Experiments;
using Workbook.Training;

namespace Workbook.Results;

/// <summary>Trains one run. The seam between planning and training.</summary>
public interface IRunExecutor
{
    /// <summary>Version of libtorch, part of a run's identity.</summary>
    string Libtorch { get; }

    /// <summary>The data that an experiment would be trained on, with its hashes.</summary>
    /// <param name="experiment">The experiment at the scale of its profile.</param>
    /// <param name="dataFolder">
    /// Folder that must hold the data set; null to look in the usual places, where a synthetic set stands in for one that is not found.
    /// </param>
    /// <exception cref="FileNotFoundException">The set is not in the folder asked for.</exception>
    DataSource DescribeData(Experiment experiment, string? dataFolder);

    /// <summary>See <see cref="RunSpec.Parts"/>.</summary>
    /// <param name="run">The run, without them.</param>
    /// <param name="dataFolder">As for <see cref="DescribeData"/>.</param>
    IReadOnlyList<string>? PartsOf(RunSpec run, string? dataFolder);

    /// <summary>
    /// Trains and evaluates, continuing from the checkpoint in <paramref name="workFolder"/> where there is one.
    /// </summary>
    /// <param name="spec">What to run.</param>
    /// <param name="workFolder">Existing folder for checkpoint and scores; no other run uses it.</param>
    /// <param name="dataFolder">As for <see cref="DescribeData"/>.</param>
    /// <param name="progress">Told where the run stands, on the calling thread.</param>
    /// <param name="cancel">Asks to stop at the next step, leaving a checkpoint; the record then says <see cref="RunStatus.Interrupted"/>.</param>
    RunRecord Execute(RunSpec spec, string workFolder, string? dataFolder, IProgress<TrainingProgress> progress, CancellationToken cancel);
}
