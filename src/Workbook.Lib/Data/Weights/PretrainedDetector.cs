using System.Security.Cryptography;
using Workbook.Models;
using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>A trained detector's weights that another detector of the same network starts from, whose categories may be others.</summary>
public sealed class PretrainedDetector : IDisposable
{
    private const string ClassOutputs = "roi_heads.box_predictor.";
    private const string OfTheLoss = "roi_heads.classification.";

    private readonly WeightsFile _file;
    private readonly IReadOnlyList<int> _categories;

    private PretrainedDetector(WeightsFile file, IReadOnlyList<int> categories, string sha256) => (_file, _categories, Sha256) = (file, categories, sha256);

    /// <summary>SHA-256 of the file, in lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>Reads a file that a training wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="categories">For each category of the detector to start its index among those in the file; -1 where they lack it.</param>
    /// <exception cref="InvalidDataException">It is damaged, or no file of weights.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static PretrainedDetector Load(string path, IReadOnlyList<int> categories)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(stream));
        stream.Position = 0;
        return new PretrainedDetector(WeightsFile.Load(stream, path), categories, sha256);
    }

    /// <summary>
    /// Sets all weights of a detector; of its class outputs, scores and boxes, those of the categories that the file has: the others stay as they are. The loss's own numbers, which
    /// belong to a training set, stay too; masks in the file that the detector does not predict are left out.
    /// </summary>
    /// <param name="model">The detector: as many stages as in the file, class outputs under sigmoids in both.</param>
    /// <exception cref="InvalidDataException">A tensor is missing or of another shape. Nothing is set.</exception>
    public void CopyTo(MaskRcnn model)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (own, given) = (_categories.Select((from, to) => (from, to)).Where(pair => pair.from >= 0).ToArray(), new List<(Tensor To, Tensor Value)>());
        var (rows, source) = (Indices(own.Select(pair => pair.to)), Indices(own.Select(pair => pair.from)));
        foreach (var (name, to) in model.state_dict())
        {
            if (name.StartsWith(OfTheLoss, StringComparison.Ordinal) || name.EndsWith("num_batches_tracked", StringComparison.Ordinal))
                continue;
            if (!_file.Tensors.TryGetValue(name, out var from))
                throw new InvalidDataException($"{_file.Source} has no {name}: it is of another network than the detector that is to start from it.");
            var isOfClasses = name.StartsWith(ClassOutputs, StringComparison.Ordinal) && to.shape[0] % _categories.Count == 0;
            var each = isOfClasses ? to.shape[0] / _categories.Count : 1;
            var fits = isOfClasses ? from.shape.AsSpan(1).SequenceEqual(to.shape.AsSpan(1)) && from.shape[0] % each == 0 : from.shape.AsSpan().SequenceEqual(to.shape);
            if (!fits)
                throw new InvalidDataException(
                    $"{_file.Source}: {name} has the shape [{string.Join(", ", from.shape)}]; expected {(isOfClasses ? $"{each} rows for each category, each as in " : "")}[{string.Join(", ", to.shape)}].");
            given.Add(isOfClasses ? (to, Mixed(to, from, each)) : (to, from));
        }
        foreach (var (to, value) in given)
            to.copy_(value);

        Tensor Mixed(Tensor to, Tensor from, long each)
        {
            long[] shape = [-1, each, .. to.shape.AsSpan(1)];
            var mixed = to.cpu().reshape(shape).clone();
            return mixed.index_copy_(0, rows, from.reshape(shape).index_select(0, source)).reshape(to.shape);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static Tensor Indices(IEnumerable<int> numbers) => tensor(numbers.Select(number => (long)number).ToArray(), ScalarType.Int64);
}
