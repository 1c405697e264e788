using TorchSharp;
using Workbook.Experiments;
using Workbook.Results;
using Workbook.Training;

namespace ResumableRun;

/// <summary>Twelve iterations of SEQL on a small synthetic set, with a checkpoint after each.</summary>
public static class ShortRun
{
    public static RunSpec Spec(ClassificationSets sets) => new()
    {
        Experiment = Experiment,
        Profile = Profile.Smoke,
        Seed = 7,
        Device = "cpu",
        Data = sets.Source,
        TrainingCode = TrainingCode.Version,
        Libtorch = torch.__version__,
    };

    private static ClassificationExperiment Experiment { get; } =
        (ClassificationExperiment)(Baselines.ResNet32Cifar100LongTail with { Loss = Loss.SoftmaxEql(gamma: 0.9, lambda: 3e-3) }).Scaled(Profile.Smoke);

    public static ClassificationSets Sets() => ClassificationSets.Open(Experiment, dataFolder: null);

    public static int Execute(string workFolder)
    {
        var sets = Sets();
        var record = ClassificationRun.Execute(Spec(sets), sets, workFolder, Environment, checkpointInterval: TimeSpan.Zero);
        return record.Status == RunStatus.Finished ? 0 : 1;
    }

    private static RunEnvironment Environment { get; } = new()
    {
        OperatingSystem = "", Processor = "", Cores = 2, DotNet = "", Libtorch = torch.__version__, Provider = "libtorch", Blas = "", Threads = 2, Device = "cpu",
    };
}
