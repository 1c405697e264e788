namespace Workbook.Data.Synthetic;

/// <summary>
/// Places figures from back to front so that enough of every object stays visible: an image shows no object that is too small or too hidden to be
/// annotated. A pixel belongs to the front-most figure that covers at least two of its four samples.
/// </summary>
internal sealed class SceneLayout
{
    /// <summary>The owner of pixels of the background and of clutter.</summary>
    public const int Nobody = -1;

    /// <summary>The least number of pixels that stay visible of an object.</summary>
    public const int LeastPixels = 32;

    /// <summary>The least share that stays visible of an object's pixels inside the image.</summary>
    public const double LeastShare = 0.4;

    private readonly List<Figure> _figures = [];
    private readonly List<int> _covered = [];
    private readonly bool[] _isCovered;
    private readonly int[] _owners;
    private readonly int[] _full;
    private readonly int[] _visible;

    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="objects">Owners are numbers below it.</param>
    public SceneLayout(int width, int height, int objects)
    {
        (Width, Height) = (width, height);
        _isCovered = new bool[width * height];
        _owners = new int[width * height];
        Array.Fill(_owners, Nobody);
        (_full, _visible) = (new int[objects], new int[objects]);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>From back to front.</summary>
    public IReadOnlyList<Figure> Figures => _figures;

    /// <summary>The object of every pixel, row by row.</summary>
    public int[] Owners => _owners;

    /// <summary>Pixels of an object that are visible; 0 where it was not placed.</summary>
    public int Visible(int owner) => _visible[owner];

    /// <summary>Puts figures in front of everything.</summary>
    /// <param name="figures">Those of one object, or of clutter.</param>
    /// <param name="owner">The object, or <see cref="Nobody"/>.</param>
    /// <returns>False, and nothing changed, where it or another object would have too little to show.</returns>
    public bool TryPlace(ReadOnlySpan<Figure> figures, int owner)
    {
        foreach (ref readonly var figure in figures)
            Cover(figure);
        var fits = owner == Nobody || _covered.Count >= LeastPixels;
        Span<int> losses = stackalloc int[_full.Length];
        losses.Clear();
        foreach (var at in _covered)
        {
            _isCovered[at] = false;
            if (_owners[at] != Nobody)
                losses[_owners[at]]++;
        }
        for (var i = 0; i < losses.Length && fits; i++)
            fits = losses[i] == 0 || _visible[i] - losses[i] >= Math.Max(LeastPixels, LeastShare * _full[i]);
        if (fits)
        {
            foreach (var at in _covered)
                _owners[at] = owner;
            for (var i = 0; i < losses.Length; i++)
                _visible[i] -= losses[i];
            if (owner != Nobody)
                _full[owner] = _visible[owner] = _covered.Count;
            _figures.AddRange(figures);
        }
        _covered.Clear();
        return fits;
    }

    private void Cover(in Figure figure)
    {
        var (left, top, right, bottom) = figure.Bounds(Width, Height);
        for (var y = top; y < bottom; y++)
            for (var x = left; x < right; x++)
            {
                var at = y * Width + x;
                if (_isCovered[at] || !figure.Covers(x, y))
                    continue;
                _isCovered[at] = true;
                _covered.Add(at);
            }
    }
}
