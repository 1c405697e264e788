using static TorchSharp.torch;

namespace Workbook.Losses;

/// <summary>
/// Equalization loss (EQL), equations 6 and 7: <c>L = -sum_j w_j log p^_j</c>, <c>w_j = 1 - E(r) T(f_j) (1 - y_j)</c>: sigmoid
/// cross-entropy in which a foreground proposal is no negative sample of the tail categories.
/// </summary>
/// <remarks>
/// z = logits [N, K]: K outputs, none for background. Labels are in [0, K]; y = their one-hot form, and K is background (all y are 0). r =
/// a row. E(r) = 1 in foreground rows and 0 in background rows; without it (table 4) 1 in all. T = <see cref="ThresholdFunction"/> of f =
/// <see cref="ClassFrequency.Frequencies"/>. The sum over categories is divided by N, the number of proposals including background ones, as
/// in the authors' code (eql.detectron2 29224ac), whose lambda is 1.77e-3. For <see cref="ImageCategories"/> w is 1 wherever a category is
/// listed for the row's image (section 4.2): this is in the paper, not in the authors' published code. N = 0 gives 0; the authors' code
/// gives NaN.
/// <para>
/// Float32 logits on the CPU go through <see cref="EqualizationKernel"/>, which computes value and gradient in one pass and equals the
/// tensor form to 1e-6; its gradient cannot be differentiated again.
/// </para>
/// </remarks>
public sealed class EqualizationLoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly bool _excludeBackground;

    /// <param name="frequency">f.</param>
    /// <param name="threshold">T.</param>
    /// <param name="excludeBackground">Whether E(r) is used, as the paper does.</param>
    public EqualizationLoss(ClassFrequency frequency, ThresholdFunction threshold, bool excludeBackground = true)
        : base(nameof(EqualizationLoss))
    {
        ArgumentNullException.ThrowIfNull(frequency);
        ArgumentNullException.ThrowIfNull(threshold);
        _excludeBackground = excludeBackground;
        var tail = frequency.Frequencies.Select(f => (float)threshold.Of(f)).ToArray();
        register_buffer("tail", tensor(tail).DetachFromDisposeScope());
    }

    /// <summary>See <see cref="Compute"/>.</summary>
    public override Tensor forward(Tensor logits, Tensor labels) => Compute(logits, labels, get_buffer("tail")!, _excludeBackground);

    /// <summary>See <see cref="Compute"/>.</summary>
    public Tensor forward(Tensor logits, Tensor labels, ImageCategories images) =>
        Compute(logits, labels, get_buffer("tail")!, _excludeBackground, images);

    /// <summary>The loss.</summary>
    /// <param name="logits">z: floating point [N, K].</param>
    /// <param name="labels">Int64 [N], in [0, K]; K = background.</param>
    /// <param name="tail"><c>T(f)</c>: floating point [K], in [0, 1].</param>
    /// <param name="excludeBackground">Whether E(r) is used: background rows are negative samples of every category.</param>
    /// <param name="images">Categories listed for each image, which keep weight 1; null for none.</param>
    /// <returns>A scalar; 0 where N is 0.</returns>
    /// <exception cref="ArgumentException">A shape, a type, a label or an image index does not fit.</exception>
    public static Tensor Compute(Tensor logits, Tensor labels, Tensor tail, bool excludeBackground = true, ImageCategories? images = null)
    {
        LossInput.Validate(nameof(EqualizationLoss), logits, labels, largestLabel: logits.shape[^1], classes: tail.shape[0]);
        if (images is { } some)
            Validate(some, labels.shape[0], logits.shape[1]);
        return EqualizationKernel.Takes(logits, labels)
            ? EqualizationKernel.Compute(logits, labels, tail, excludeBackground, images, get_num_threads())
            : ComputeComposed(logits, labels, tail, excludeBackground, images);
    }

    /// <summary><see cref="Compute"/> from tensor operations, on any device and in any floating-point type, differentiable twice.</summary>
    internal static Tensor ComputeComposed(Tensor logits, Tensor labels, Tensor tail, bool excludeBackground, ImageCategories? images)
    {
        using var scope = NewDisposeScope();
        var classes = logits.shape[1];
        var ignorable = ~LossInput.OneHot(labels, classes);
        if (excludeBackground)
            ignorable = ignorable & labels.lt(classes).unsqueeze(1);
        if (images is { } some)
            ignorable = ignorable & ~some.Listed.index_select(0, some.Image);
        var weight = 1 - tail.to(logits.dtype) * ignorable.to(logits.dtype);
        return SigmoidCrossEntropyLoss.Mean(logits, labels, weight).MoveToOuterDisposeScope();
    }

    private static void Validate(ImageCategories images, long proposals, long classes)
    {
        var (listed, image) = images;
        if (listed.dim() != 2 || listed.shape[1] != classes || listed.dtype != ScalarType.Bool)
            throw new ArgumentException(
                $"{nameof(EqualizationLoss)}: expected listed categories as Bool [I, {classes}], got {LossInput.Describe(listed)}.",
                nameof(images));
        if (image.dim() != 1 || image.shape[0] != proposals || image.dtype != ScalarType.Int64)
            throw new ArgumentException(
                $"{nameof(EqualizationLoss)}: expected the image of each proposal as Int64 [{proposals}], got {LossInput.Describe(image)}.",
                nameof(images));
    }
}
