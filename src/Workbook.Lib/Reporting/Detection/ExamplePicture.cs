using Workbook.Data.Images;
using Workbook.Data.Synthetic;
using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Reporting.Detection;

/// <summary>The picture of an example, where this program can draw it.</summary>
internal static class ExamplePicture
{
    /// <summary>
    /// The validation image of a run on a synthetic set, drawn anew; null for a real set, and where the drawing does not show the recorded objects, as after
    /// a change of the program.
    /// </summary>
    public static RgbImage? Of(RunSpec spec, ExampleImage example)
    {
        if (spec.Experiment is not DetectionExperiment { Data: SyntheticLongTail data })
            return null;
        var (categories, seed) = (SyntheticCatalogue.For(data.Size), (ulong)data.DrawingSeed);
        var plans = SplitPlan.Make(SyntheticSpec.Of(data.Size), categories, data.Format, SyntheticSplit.Validation, seed);
        if (example.Index < 0 || example.Index >= plans.Length)
            return null;
        var scene = SyntheticScene.Draw(plans[example.Index], categories, seed, ((ulong)data.Format, (ulong)SyntheticSplit.Validation, (ulong)example.Index));
        var drawn = scene.Objects.Where(item => item.Plan.IsAnnotated)
            .Select(item => (categories[item.Plan.Category].Name, item.Left, item.Top, item.Right - item.Left, item.Bottom - item.Top));
        var recorded = example.Objects.Select(item => (item.Category, (int)item.Box[0], (int)item.Box[1], (int)item.Box[2], (int)item.Box[3]));
        return (scene.Image.Width, scene.Image.Height) == (example.Width, example.Height) && drawn.Order().SequenceEqual(recorded.Order()) ? scene.Image : null;
    }
}
