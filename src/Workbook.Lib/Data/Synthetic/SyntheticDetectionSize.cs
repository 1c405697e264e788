namespace Workbook.Data.Synthetic;

/// <summary>How much <see cref="SyntheticDetection"/> draws.</summary>
public enum SyntheticDetectionSize
{
    /// <summary>6 categories in 2 families, 108 training and 24 validation images of about 72 pixels a side.</summary>
    Smoke,

    /// <summary>72 categories in 12 families, 2,000 training and 400 validation images of about 128 pixels a side.</summary>
    Mini,
}
