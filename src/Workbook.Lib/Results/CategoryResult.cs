using Workbook.Data.Detection;

namespace Workbook.Results;

/// <summary>What a detection run gave for one category.</summary>
/// <param name="Id">The data set's id.</param>
/// <param name="Name">The data set's name.</param>
/// <param name="Group">LVIS's group, or none.</param>
/// <param name="TrainImages">Training images that contain it.</param>
/// <param name="Objects">Validation objects to be found.</param>
/// <param name="Ap">Average precision of masks, or of boxes where the set has no masks, in percent; null where it has no object to be found.</param>
/// <param name="BoxAp">Of boxes, in percent; null likewise.</param>
/// <param name="PositiveGradient">L2 norm of the gradient of its classifier weights from its own proposals, averaged over training (Figure 1).</param>
/// <param name="NegativeGradient">The same from all other proposals.</param>
/// <param name="Probability">What its own proposals were given in the last fifth of training, on average (Figure 2); null where there was none.</param>
public sealed record CategoryResult(
    long Id, string Name, FrequencyGroup Group, long TrainImages, int Objects, double? Ap, double? BoxAp, double PositiveGradient, double NegativeGradient,
    double? Probability);
