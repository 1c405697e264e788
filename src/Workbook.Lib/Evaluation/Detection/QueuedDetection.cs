namespace Workbook.Evaluation.Detection;

/// <summary>What matching needs of a detection, together in memory.</summary>
/// <param name="Index">Its index in the results.</param>
/// <param name="Image">Its image.</param>
/// <param name="Score">Its score.</param>
/// <param name="Area">In square pixels.</param>
internal readonly record struct QueuedDetection(int Index, int Image, double Score, double Area);
