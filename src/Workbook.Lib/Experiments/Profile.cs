namespace Workbook.Experiments;

/// <summary>How much of an experiment is run. A profile never changes what is compared, only how much: see <see cref="Experiment.Scaled"/>.</summary>
public enum Profile
{
    /// <summary>Seconds a run: does everything run? Few iterations on few images; its numbers mean nothing.</summary>
    Smoke,

    /// <summary>Minutes a run on two CPU cores: does the effect show? The paper's settings with a shorter schedule.</summary>
    Mini,

    /// <summary>The paper's own settings.</summary>
    Paper,
}
