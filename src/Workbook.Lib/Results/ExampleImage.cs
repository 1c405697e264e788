namespace Workbook.Results;

/// <summary>Detections in one validation image, for Figure 4.</summary>
/// <param name="ImageId">The data set's id.</param>
/// <param name="Index">Place in the validation set, from 0.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Objects">What is annotated; scores are 1.</param>
/// <param name="Detections">Those that scored above 0.3, by falling score.</param>
public sealed record ExampleImage(
    long ImageId, int Index, int Width, int Height, IReadOnlyList<ExampleBox> Objects, IReadOnlyList<ExampleBox> Detections);

/// <summary>A box in an <see cref="ExampleImage"/>.</summary>
/// <param name="Category">Name.</param>
/// <param name="Box">Left, top, width, height in pixels.</param>
/// <param name="Score">In [0, 1].</param>
/// <param name="IsTrue">Whether it overlaps an annotated object of its category, that no better detection took, by at least half.</param>
public sealed record ExampleBox(string Category, IReadOnlyList<double> Box, double Score, bool IsTrue);
