namespace Workbook.Data.Statistics;

/// <summary>A class of another data set that is a category of LVIS v0.5 too.</summary>
/// <param name="Key">What names it in its set's files: COCO's name (<c>cell phone</c>), Open Images' key (<c>/m/050k8</c>).</param>
/// <param name="Name">Name for people.</param>
/// <param name="LvisId">Id of LVIS's category, from 1.</param>
/// <param name="LvisName">Its name (<c>cellular_telephone</c>).</param>
/// <param name="Rule">How the two were found to be one: <c>name</c>, <c>synset</c>, <c>synonym</c>, or <c>decided</c> by hand.</param>
public sealed record SharedCategory(string Key, string Name, int LvisId, string LvisName, string Rule);
