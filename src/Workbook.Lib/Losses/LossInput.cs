using TorchSharp;
using static TorchSharp.torch;

namespace Workbook.Losses;

/// <summary>What every loss demands of its arguments, and the pieces that they share.</summary>
internal static class LossInput
{
    /// <summary>
    /// AppContext switch: with true, every loss looks for NaN in its logits first (a pass over them and, on a GPU, a synchronisation).
    /// </summary>
    public const string CheckNaN = "Workbook.Losses.CheckNaN";

    /// <summary>
    /// Checks shapes, types, the labels' range (where looking is cheap) and, with <see cref="CheckNaN"/>, the logits' values.
    /// </summary>
    /// <param name="loss">Name for messages.</param>
    /// <param name="logits">Floating point [N, K].</param>
    /// <param name="labels">Int64 [N] on the same device.</param>
    /// <param name="largestLabel">K - 1, or K where K stands for background.</param>
    /// <param name="classes">The K that the loss was made for; null for any.</param>
    public static void Validate(string loss, Tensor logits, Tensor labels, long largestLabel, long? classes = null)
    {
        if (logits.dim() != 2 || !logits.is_floating_point())
            throw new ArgumentException($"{loss}: expected floating-point logits of shape [N, K], got {Describe(logits)}.", nameof(logits));
        if (classes is { } expected && logits.shape[1] != expected)
            throw new ArgumentException(
                $"{loss}: expected logits for {expected} categories, got {Describe(logits)}. "
                + "The class statistics belong to another set of categories, or the logits have a background column.",
                nameof(logits));
        if (labels.dim() != 1 || labels.dtype != ScalarType.Int64 || labels.shape[0] != logits.shape[0])
            throw new ArgumentException(
                $"{loss}: expected labels as Int64 [{logits.shape[0]}], one for each row of logits, got {Describe(labels)}.",
                nameof(labels));
        var checking = AppContext.TryGetSwitch(CheckNaN, out var on) && on;
        if (labels.shape[0] > 0 && (checking || labels.device_type == DeviceType.CPU))
            ValidateRange(loss, labels, largestLabel);
        if (checking)
            ValidateNumbers(loss, logits);
    }

    /// <summary><c>y_j</c>: Bool [N, K], true where j is the row's label; all false in a row with label K (background).</summary>
    public static Tensor OneHot(Tensor labels, long classes)
    {
        using var categories = arange(classes, dtype: ScalarType.Int64, device: labels.device);
        using var column = labels.unsqueeze(1);
        return column.eq(categories);
    }

    /// <summary>Type and shape, for messages.</summary>
    public static string Describe(Tensor tensor) => $"{tensor.dtype} [{string.Join(", ", tensor.shape)}]";

    private static void ValidateRange(string loss, Tensor labels, long largest)
    {
        using var low = labels.min();
        using var high = labels.max();
        var (least, most) = (low.item<long>(), high.item<long>());
        if (least < 0 || most > largest)
            throw new ArgumentOutOfRangeException(
                nameof(labels), $"{loss}: expected labels in [0, {largest}], got values from {least} to {most}.");
    }

    private static void ValidateNumbers(string loss, Tensor logits)
    {
        using var nan = logits.isnan();
        using var rows = nan.any(1);
        using var any = rows.any();
        if (!any.item<bool>())
            return;
        using var where = rows.to(ScalarType.Int64).argmax();
        using var count = nan.sum(ScalarType.Int64);
        throw new ArithmeticException(
            $"{loss}: {count.item<long>()} of the {logits.NumberOfElements} logits are NaN; the first is in row {where.item<long>()}. "
            + "Something before the loss diverged: look at the learning rate and the inputs of that step.");
    }
}
