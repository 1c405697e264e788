using System.Buffers;
using Workbook.Data.Detection;
using Workbook.Data.Images;
using Workbook.Data.Sampling;
using Workbook.Data.Transforms;

namespace Workbook.Data.Loading;

/// <summary>
/// Reads, transforms and batches images with their objects ahead of their use. What a batch holds depends on the arguments, the seed and the
/// iteration only, never on the number of threads or on where the loader started. Buffers are reused: give each batch back with
/// <see cref="Return"/>. Call it from one thread.
/// </summary>
/// <remarks>
/// Memory: <c>ahead + 1</c> batches, each of at most batch size x 3 x height x width floats for the largest padded images met, and one decoded
/// image a thread.
/// </remarks>
public sealed class DetectionLoader : IDisposable
{
    private readonly DetectionDataset _dataset;
    private readonly Func<int, string> _path;
    private readonly BatchSampler _sampler;
    private readonly IReadOnlyList<DetectionTransform> _transforms;
    private readonly InstanceTransform _instances;
    private readonly ulong _seed;
    private readonly Prefetcher<DetectionBatch> _prefetcher;

    /// <summary>Starts making batches.</summary>
    /// <param name="dataset">Sizes and objects of the images.</param>
    /// <param name="path">The file of an image, by its dense index: see <see cref="ImagePaths"/>.</param>
    /// <param name="sampler">Which image comes when.</param>
    /// <param name="transform">Drawn for every image by a stream of its own,
    /// <c>new Rng(seed, iteration, position in the batch * ranks + rank)</c>.</param>
    /// <param name="seed">Of the transform.</param>
    /// <param name="threads">At least 1.</param>
    /// <param name="ahead">Batches made ahead, at least 1; one more buffer is for the batch in use.</param>
    /// <param name="firstIteration">Where to start, e.g. after a checkpoint.</param>
    public DetectionLoader(
        DetectionDataset dataset, Func<int, string> path, BatchSampler sampler, DetectionTransform transform, ulong seed, int threads, int ahead,
        long firstIteration = 0)
        : this(dataset, path, sampler, [transform], seed, threads, ahead, firstIteration)
    {
    }

    /// <summary>Starts making batches whose transforms take turns: iteration i has number i % count.</summary>
    /// <param name="dataset">Sizes and objects of the images.</param>
    /// <param name="path">The file of an image, by its dense index: see <see cref="ImagePaths"/>.</param>
    /// <param name="sampler">Which image comes when.</param>
    /// <param name="transforms">At least one; each drawn as by the other constructor.</param>
    /// <param name="seed">Of the transforms.</param>
    /// <param name="threads">At least 1.</param>
    /// <param name="ahead">Batches made ahead, at least 1; one more buffer is for the batch in use.</param>
    /// <param name="firstIteration">Where to start, e.g. after a checkpoint.</param>
    /// <exception cref="ArgumentException">No transform.</exception>
    public DetectionLoader(
        DetectionDataset dataset, Func<int, string> path, BatchSampler sampler, IReadOnlyList<DetectionTransform> transforms, ulong seed, int threads, int ahead,
        long firstIteration = 0)
    {
        if (transforms.Count == 0)
            throw new ArgumentException("Expected at least one transform, got none.", nameof(transforms));
        (_dataset, _path, _sampler, _transforms, _seed) = (dataset, path, sampler, transforms, seed);
        _instances = new InstanceTransform(dataset);
        _prefetcher = new(() => new DetectionBatch(sampler.BatchSize), Plan, Fill, threads, ahead, firstIteration);
    }

    /// <summary>The batch of the next iteration; waits for it.</summary>
    /// <exception cref="InvalidOperationException">All buffers are lent: earlier batches were not returned.</exception>
    /// <exception cref="ObjectDisposedException">The loader is disposed.</exception>
    /// <remarks>
    /// An exception met while the batch was made (see <see cref="ImageFile.Load(string)"/>; the message names the file) is thrown here, at its
    /// iteration and at every later call.
    /// </remarks>
    public DetectionBatch Next() => _prefetcher.Next();

    /// <summary>Gives a batch's buffers back for reuse; the batch must not be read afterwards.</summary>
    /// <param name="batch">Obtained from <see cref="Next"/> of this loader, and returned once.</param>
    public void Return(DetectionBatch batch) => _prefetcher.Return(batch);

    /// <summary>Stops the threads and waits for them: for as long as one batch takes, at most.</summary>
    public void Dispose() => _prefetcher.Dispose();

    private void Plan(long iteration, DetectionBatch batch)
    {
        batch.Iteration = iteration;
        _sampler.Images(iteration).CopyTo(batch.ImageIndices, 0);
    }

    private void Fill(DetectionBatch batch)
    {
        var transform = _transforms[(int)(batch.Iteration % _transforms.Count)];
        for (var place = 0; place < batch.Count; place++)
        {
            var image = batch.ImageIndices[place];
            var rng = new Rng(_seed, (ulong)batch.Iteration, (ulong)(((long)place * _sampler.Ranks) + _sampler.Rank));
            batch.Geometries[place] = transform.Draw(_dataset.Images.Heights[image], _dataset.Images.Widths[image], ref rng);
        }
        batch.SetSize(
            transform.Padded(batch.Geometries.Max(geometry => geometry.NewHeight)), transform.Padded(batch.Geometries.Max(geometry => geometry.NewWidth)));
        for (var place = 0; place < batch.Count; place++)
        {
            Put(batch, place, transform.Normalisation);
            batch.Instances[place] = _instances.Apply(batch.ImageIndices[place], batch.Geometries[place]);
        }
    }

    private void Put(DetectionBatch batch, int place, PixelNormalisation normalisation)
    {
        var (path, geometry) = (_path(batch.ImageIndices[place]), batch.Geometries[place]);
        var buffer = ArrayPool<byte>.Shared.Rent(checked(geometry.Height * geometry.Width * RgbImage.Channels));
        try
        {
            var image = ImageFile.Load(path, buffer);
            if ((image.Height, image.Width) != (geometry.Height, geometry.Width))
                throw new InvalidDataException(
                    $"{path} has {image.Height} x {image.Width} pixels; expected {geometry.Height} x {geometry.Width} by {_dataset.Source}. "
                    + "Is it the image of this data set?");
            batch.Put(place, image, normalisation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
