namespace Workbook.Data.Acquisition;

/// <summary>
/// Classifiers trained on ImageNet that the paper's detectors start from; they stay as they come, for <see cref="Weights.PretrainedBackbone"/>. Of MSRA's
/// neither size nor checksum is published, of SENet-154 no size.
/// </summary>
internal static class BackbonesSource
{
    public static DatasetSource Source { get; } = new()
    {
        Name = "backbones",
        Title = "Backbones trained on ImageNet",
        Site = new Uri("https://pytorch.org/vision/0.14/models.html"),
        Files =
        [
            Torchvision("resnet50", "resnet50", "0676ba61", 97.781),
            Torchvision("resnet101", "resnet101", "63fe2227", 170.511),
            Torchvision("resnext101", "resnext101_64x4d", "173b62eb", 319.318),
            Msra("msra-r-50", "R-50"),
            Msra("msra-r-101", "R-101"),
            Named("senet154", "http://data.lip6.fr/cadene/pretrainedmodels/senet154-c7b49a05.pth", "c7b49a05", null),
        ],
        Note = "\"workbook train --backbone FILE\" starts from a ResNet-50: torchvision's, or R-50.pkl, MSRA's as detectron2 converted it.",
    };

    /// <param name="part">Name of the part.</param>
    /// <param name="name">Name of the network.</param>
    /// <param name="sha256">The first digits.</param>
    /// <param name="mebibytes">torchvision's <c>_file_size</c> (0.15).</param>
    private static RemoteFile Torchvision(string part, string name, string sha256, double mebibytes) =>
        Named(part, $"https://download.pytorch.org/models/{name}-{sha256}.pth", sha256, (long)(mebibytes * (1 << 20)));

    private static RemoteFile Named(string part, string address, string sha256, long? roughSize) =>
        At(part, address) with { RoughSize = roughSize, Checksums = [new Checksum(ChecksumKind.Sha256Prefix, sha256, "the file's name")] };

    private static RemoteFile Msra(string part, string name) => At(part, $"https://dl.fbaipublicfiles.com/detectron2/ImageNetPretrained/MSRA/{name}.pkl");

    private static RemoteFile At(string part, string address) => new() { Part = part, Path = $"backbones/{address[(address.LastIndexOf('/') + 1)..]}", Address = new Uri(address) };
}
