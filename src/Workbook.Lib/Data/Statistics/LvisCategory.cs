using Workbook.Data.Detection;

namespace Workbook.Data.Statistics;

/// <summary>A category of LVIS with its statistics over the training set.</summary>
/// <param name="Id">Id in the annotation files, from 1.</param>
/// <param name="Name">Name with underscores (<c>alarm_clock</c>).</param>
/// <param name="Synset">WordNet synset (<c>alarm_clock.n.01</c>).</param>
/// <param name="Group">Rare, common or frequent, by <paramref name="ImageCount"/>.</param>
/// <param name="ImageCount">Training images that contain it, at least 1.</param>
/// <param name="InstanceCount">Annotated instances in the training set, at least as many.</param>
public sealed record LvisCategory(int Id, string Name, string Synset, FrequencyGroup Group, int ImageCount, int InstanceCount);
