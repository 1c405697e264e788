namespace Workbook.Losses;

/// <summary>The loss that the class-balanced weights multiply (Cui et al. 2019, section 4).</summary>
public enum ClassBalancedForm
{
    /// <summary>Softmax cross-entropy.</summary>
    Softmax,

    /// <summary>Sigmoid cross-entropy.</summary>
    Sigmoid,

    /// <summary>Focal loss on sigmoid outputs.</summary>
    Focal,
}
