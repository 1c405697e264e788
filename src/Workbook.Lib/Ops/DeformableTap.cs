namespace Workbook.Ops;

/// <summary>Where one tap of a deformable convolution reads: four pixels, numbered row by row, -1 outside the image.</summary>
internal readonly struct DeformableTap
{
    private readonly float _down;
    private readonly float _right;
    private readonly float _mask;

    internal DeformableTap(float y, float x, float mask, int height, int width)
    {
        _mask = mask;
        if (y < -1 || y >= height || x < -1 || x >= width)
        {
            TopLeft = TopRight = BottomLeft = BottomRight = -1;
            return;
        }
        // The cast makes 0 of NaN; the shares are NaN then.
        var (top, left) = ((int)MathF.Floor(y), (int)MathF.Floor(x));
        (_down, _right) = (y - top, x - left);
        TopLeft = Pixel(top, left);
        TopRight = Pixel(top, left + 1);
        BottomLeft = Pixel(top + 1, left);
        BottomRight = Pixel(top + 1, left + 1);

        int Pixel(int row, int column) => (uint)row < (uint)height && (uint)column < (uint)width ? row * width + column : -1;
    }

    internal int TopLeft { get; }

    internal int TopRight { get; }

    internal int BottomLeft { get; }

    internal int BottomRight { get; }

    /// <summary>The factors of the four pixels in what the tap reads.</summary>
    internal (float TopLeft, float TopRight, float BottomLeft, float BottomRight) Shares
    {
        get
        {
            var (up, left) = (1 - _down, 1 - _right);
            return (up * left * _mask, up * _right * _mask, _down * left * _mask, _down * _right * _mask);
        }
    }

    /// <summary>Gradients of y, x and the mask, from the gradient of each pixel's share.</summary>
    internal (float Y, float X, float Mask) Gradients(float topLeft, float topRight, float bottomLeft, float bottomRight)
    {
        var (up, left) = (1 - _down, 1 - _right);
        return (
            _mask * (left * (bottomLeft - topLeft) + _right * (bottomRight - topRight)),
            _mask * (up * (topRight - topLeft) + _down * (bottomRight - bottomLeft)),
            up * (left * topLeft + _right * topRight) + _down * (left * bottomLeft + _right * bottomRight));
    }
}
