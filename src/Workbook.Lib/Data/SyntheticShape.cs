namespace Workbook.Data;

/// <summary>The outlines of <see cref="SyntheticCifar"/>.</summary>
internal enum SyntheticShape
{
    Disc,
    Ring,
    Square,
    Frame,
    Triangle,
    Plus,
    Cross,
    Crescent,
    Dome,
    Bar,
    Rails,
    Star,
    Trefoil,
    Quatrefoil,
    Angle,
    Tee,
    Dumbbell,
    Ellipse,
    Diamond,
    Hourglass,
}
