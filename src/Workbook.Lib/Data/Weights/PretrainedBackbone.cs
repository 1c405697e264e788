using System.Security.Cryptography;
using Workbook.Data.Transforms;
using Workbook.Models.Backbones;

namespace Workbook.Data.Weights;

/// <summary>
/// The file of a classifier trained on ImageNet that a detector's backbone starts from: torchvision's or this workbook's ResNets, MSRA's of detectron2
/// (R-50.pkl), or Cadene's SENet-154. The names in the file tell which it is, and with that what the weights expect of images and network.
/// </summary>
public sealed class PretrainedBackbone : IDisposable
{
    private const int MostNames = 5;
    private static readonly NameMap[] Maps = [NameMap.Msra, NameMap.TorchvisionBackbone];
    private static readonly string[] FirstConvolutions = ["backbone.body.conv1.weight", "backbone.body.layer0.conv1.weight"];

    private readonly WeightsFile _file;
    private readonly NameMap _map;

    private PretrainedBackbone(WeightsFile file, string sha256)
    {
        (_file, Sha256) = (file, sha256);
        _map = Maps.FirstOrDefault(map => file.Tensors.Keys.Any(name => map.Map(name).Any(tensor => FirstConvolutions.Contains(tensor.Name))))
            ?? throw new InvalidDataException(
                $"{file.Source}: no classifier whose names are known: got {string.Join(", ", file.Tensors.Keys.Take(MostNames))}{(file.Tensors.Count > MostNames ? ", ..." : "")}, "
                + "expected conv1.weight (torchvision), conv1_w (MSRA) or layer0.conv1.weight (SENet-154) among them. \"workbook data get backbones\" fetches such files.");
    }

    /// <summary>SHA-256 of the file, in lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>What the weights expect of pixels.</summary>
    public PixelNormalisation Normalisation => StrideIn1x1 ? PixelNormalisation.Detectron2 : PixelNormalisation.Torchvision;

    /// <summary>What the weights expect of <see cref="ResNetConfig.StrideIn1x1"/>.</summary>
    public bool StrideIn1x1 => _map == NameMap.Msra;

    /// <summary>Reads a file, of a format that <see cref="WeightsFile"/> reads.</summary>
    /// <exception cref="InvalidDataException">It is damaged, of no such format, or of none of these classifiers.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static PretrainedBackbone Load(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(stream));
        stream.Position = 0;
        var file = WeightsFile.Load(stream, path);
        try
        {
            return new PretrainedBackbone(file, sha256);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Sets all tensors of a backbone; those of the classifier are left out. The offsets of deformable convolutions, which such classifiers do not have, stay as they are: zero.
    /// </summary>
    /// <param name="backbone">Of the network in the file; a ResNet with <see cref="StrideIn1x1"/>.</param>
    /// <exception cref="InvalidDataException">A tensor is missing, unexpected or of another shape: with the file and the tensors' names. Nothing is set.</exception>
    public StateReport CopyTo(Backbone backbone) => StateLoading.Load(
        backbone, _file, _map.OfBackbone(), isOptional: name => name.Contains(".conv_offset.", StringComparison.Ordinal));

    /// <inheritdoc/>
    public override string ToString() =>
        $"{_file.Source}: names of {_map}, {(Normalisation.IsBgr ? "BGR" : "RGB")}, stride in {(StrideIn1x1 ? "1x1" : "3x3")}, SHA-256 {Sha256[..16]}...";

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
