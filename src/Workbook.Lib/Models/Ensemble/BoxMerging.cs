namespace Workbook.Models;

/// <summary>How the boxes of several views and detectors become one for each object.</summary>
public enum BoxMerging
{
    /// <summary>
    /// Non-maximum suppression within each category: of boxes that overlap, that of the highest score stays as it is. The default, as in detectron2's
    /// test-time augmentation, of which an ensemble of one is then a case.
    /// </summary>
    Suppression,

    /// <summary>
    /// The same, then each box that stays moves to the mean of all of its category that overlap it, weighted by score (box voting, Gidaris and Komodakis
    /// 2015); scores stay. Detectors that agree on an object then agree on its borders; a poor box of high score among them pulls the others away.
    /// </summary>
    Voting,
}
