namespace Workbook.Data.Acquisition;

/// <summary>CIFAR-100 in its binary form; it stays packed, as <see cref="Cifar100"/> unpacks it into its cache.</summary>
internal static class Cifar100Source
{
    public static DatasetSource Source { get; } = new()
    {
        Name = "cifar100",
        Title = "CIFAR-100",
        Site = new Uri("https://www.cs.toronto.edu/~kriz/cifar.html"),
        Files =
        [
            new RemoteFile
            {
                Part = "images",
                Path = "cifar-100-binary.tar.gz",
                Address = new Uri("https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz"),
                Size = 168_513_733,
                Checksums =
                [
                    new Checksum(ChecksumKind.Md5, "03b5dce01913d631647c71ecec9e9cb8", "https://www.cs.toronto.edu/~kriz/cifar.html"),
                    new Checksum(
                        ChecksumKind.Sha256,
                        "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec",
                        "TensorFlow Datasets, url_checksums/cifar100.txt"),
                ],
            },
        ],
        CheckContent = folder =>
        {
            var (train, test) = Cifar100.Load(Path.Combine(folder, "cifar-100-binary.tar.gz"));
            return FormattableString.Invariant($"{train.Count} training and {test.Count} test images, as many of each class");
        },
    };
}
