using Workbook.Models;
using static TorchSharp.torch;

namespace Workbook.Tests.Models.Detection;

/// <summary>Views of images of noise, padded to multiples of 32.</summary>
internal static class SampleViews
{
    /// <param name="image">Number of the image.</param>
    /// <param name="size">The view without padding.</param>
    /// <param name="isFlipped">Whether it is mirrored.</param>
    public static AugmentedImage Of(int image, ImageSize size, bool isFlipped = false)
    {
        var pixels = zeros(1, 3, Padded(size.Height), Padded(size.Width));
        var photo = HashedNumbers.Image(image, size.Height, size.Width);
        pixels[0].slice(1, 0, size.Height, 1).slice(2, 0, size.Width, 1).copy_(isFlipped ? photo.flip(2) : photo);
        return new(pixels, size, isFlipped);

        static int Padded(int edge) => (edge + 31) / 32 * 32;
    }
}
