using Workbook.Data.Detection;
using static System.FormattableString;

namespace Workbook.Reporting.Detection;

/// <summary>See <see cref="DetectorViews.ClassifierGradient"/>.</summary>
internal static class ClassifierGradient
{
    /// <param name="norms">Of each category's weights.</param>
    /// <param name="onImage">Whether an object of the category is on the image.</param>
    /// <param name="categories">Names.</param>
    /// <param name="images">Training images of each category.</param>
    public static Figure Of(float[] norms, bool[] onImage, DetectionCategories categories, long[] images)
    {
        var order = Enumerable.Range(0, categories.Count).OrderByDescending(category => images[category]).ThenBy(category => category).ToArray();
        var places = order.Select((category, place) => (category, place)).ToArray();
        ScatterTrace Trace(string name, int style, bool isOn)
        {
            var shown = places.Where(item => onImage[item.category] == isOn).ToArray();
            return new()
            {
                Name = name, Style = SeriesStyle.Of(style), HasLine = false,
                X = [.. shown.Select(item => item.place + 1.0)],
                Y = [.. shown.Select(item => (double?)norms[item.category])],
                Hover = [.. shown.Select(item => Invariant($"{categories.Names[item.category]}\n{images[item.category]} images, gradient {norms[item.category]:g3}"))],
            };
        }

        return new Figure(
            "Gradient on the classifier's weights of each category",
            "Euclidean norm, from the proposals of one image. Categories that are on the image are raised by their own proposals; all others are only lowered.",
            [Trace("on the image", 0, true), Trace("not on the image", 1, false)],
            new FigureLayout([new FigurePanel(
                new FigureAxis("categories, by training images") { Range = (0.5, order.Length + 0.5) }, new FigureAxis("norm of the gradient"))]));
    }
}
