using Workbook.Experiments;

namespace Workbook.Data.Acquisition;

/// <summary>The data sets that can be fetched, and the weights.</summary>
public static class DatasetSources
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<DatasetSource> All { get; } =
        [Cifar100Source.Source, LvisSource.Source, CocoSource.Source, OpenImagesSource.Source, ImageNetLtSource.Source, BackbonesSource.Source];

    /// <summary>The one of this name.</summary>
    /// <exception cref="UnknownNameException">There is none.</exception>
    public static DatasetSource Named(string name, IReadOnlyList<DatasetSource> sources) =>
        sources.FirstOrDefault(source => source.Name == name) ?? throw new UnknownNameException("data set", name, sources.Select(source => source.Name));
}
