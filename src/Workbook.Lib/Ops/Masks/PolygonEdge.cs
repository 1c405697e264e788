using System.Runtime.CompilerServices;

namespace Workbook.Ops.Masks;

/// <summary>
/// An edge of a polygon on the five times finer grid on which pycocotools walks along it, one grid point a step of the longer axis. The
/// walk crosses column x where it goes between the grid columns 5x + 2 and 5x + 3; only these steps are computed here.
/// </summary>
internal readonly struct PolygonEdge
{
    private readonly long _startX;
    private readonly long _startY;
    private readonly long _steps;
    private readonly double _slope;
    private readonly double _inverseSlope;
    private readonly bool _isSteep;

    /// <param name="x0">First point, in grid points; absolute values at most 2^31, as for the others.</param>
    /// <param name="y0">First point.</param>
    /// <param name="x1">Second point.</param>
    /// <param name="y1">Second point.</param>
    /// <param name="width">Columns of the mask.</param>
    public PolygonEdge(long x0, long y0, long x1, long y1, int width)
    {
        var (dx, dy) = (Math.Abs(x1 - x0), Math.Abs(y1 - y0));
        var (left, right) = (Math.Min(x0, x1), Math.Max(x0, x1));
        FirstColumn = left <= 2 ? 0 : (left + 2) / 5;
        LastColumn = right < 3 ? -1 : Math.Min(width - 1, (right - 3) / 5);
        if (FirstColumn > LastColumn)
            return;
        _isSteep = dx < dy;
        if (_isSteep ? y0 > y1 : x0 > x1)
            (x0, y0, x1, y1) = (x1, y1, x0, y0);
        (_startX, _startY, _steps) = (x0, y0, Math.Max(dx, dy));
        _slope = _isSteep ? (double)(x1 - x0) / dy : (double)(y1 - y0) / dx;
        _inverseSlope = _isSteep ? 1 / _slope : 0;
    }

    /// <summary>The first column that the edge crosses.</summary>
    public long FirstColumn { get; }

    /// <summary>The last column that the edge crosses; less than <see cref="FirstColumn"/> where there is none.</summary>
    public long LastColumn { get; }

    /// <summary>The first row of the column at or below the crossing, in [0, height].</summary>
    public int Row(long column, int height)
    {
        var y = _isSteep ? _startY + StepTo(column) - 1 : FlatY(column);
        return y <= 2 ? 0 : (int)Math.Min(height, (y + 2) / 5);
    }

    // The upper of the two grid points at the crossing.
    private long FlatY(long column)
    {
        var step = (5 * column) + 2 - _startX + (_slope < 0 ? 1 : 0);
        return (long)(_startY + (_slope * step) + .5);
    }

    // The first step behind the crossing. The estimate is off by one at most; what counts is the rounded x of the walk.
    private long StepTo(long column)
    {
        var step = Math.Clamp((long)(((5 * column) + 2.5 - _startX) * _inverseSlope) + 1, 1, _steps);
        while (step > 1 && IsBehind(step - 1, column))
            step--;
        while (step < _steps && !IsBehind(step, column))
            step++;
        return step;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsBehind(long step, long column)
    {
        var isRight = (long)(_startX + (_slope * step) + .5) > (5 * column) + 2;
        return isRight == _slope > 0;
    }
}
