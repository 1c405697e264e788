using System.Globalization;
using Workbook.Kernel.Formatting;
using Xunit;

namespace Workbook.Kernel.Tests.Formatting;

public sealed class PlainTextTests
{
    public static TheoryData<object?, string> Cases => new()
    {
        { null, "<null>" },
        { "two\nlines", "two\nlines" },
        { 1234.5, "1234.5" },
        { new DateTime(2020, 3, 11, 1, 2, 3), "03/11/2020 01:02:03" },
        { true, "True" },
        { DayOfWeek.Friday, "Friday" },
        { Array.Empty<int>(), "[]" },
        { new[] { 1.5, 2 }, "[ 1.5, 2 ]" },
        { new[] { new[] { 1 }, [2, 3] }, "[ [ 1 ], [ 2, 3 ] ]" },
        { Enumerable.Range(0, 150).ToArray(), $"[ {string.Join(", ", Enumerable.Range(0, 100))}, ... (50 more) ]" },
        { new Dictionary<string, int> { ["a"] = 1 }, "{ a: 1 }" },
        { (1, "x"), "(1, x)" },
        { new { A = 1.5, B = new[] { 1 } }, "{ A = 1.5, B = [ 1 ] }" },
        { new Point(1.5, [2]), "Point { X = 1.5, Items = [ 2 ] }" },
        { new Named(), "own text" },
        { new Plain { Field = 1 }, "Plain { Broken = <NotSupportedException: not now>, Field = 1 }" },
        { typeof(List<int>).GetGenericTypeDefinition(), "System.Collections.Generic.List`1" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_Value_IsReadableInAnyCulture(object? value, string expected)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(expected, PlainText.Of(value));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Of_EndlessSequence_IsCut() => Assert.EndsWith(", 99, ... ]", PlainText.Of(Endless()), StringComparison.Ordinal);

    [Fact]
    public void Of_Cycle_Ends()
    {
        var ring = new Ring();
        ring.Next = ring;

        Assert.Equal("Ring { Next = Ring { Next = Ring { Next = Ring { Next = Ring { ... } } } } }", PlainText.Of(ring));
    }

    [Fact]
    public void Of_LongTexts_IsCut() => Assert.InRange(PlainText.Of(Enumerable.Repeat(new string('x', 10_000), 90)).Length, 20_000, 20_100);

    private static IEnumerable<int> Endless()
    {
        for (var i = 0; ; i++)
            yield return i;
    }

    public sealed record Point(double X, int[] Items);

    public sealed class Named
    {
        public override string ToString() => "own text";
    }

    public sealed class Plain
    {
#pragma warning disable CA1051 // A value with a public field is what is shown.
        public int Field;
#pragma warning restore CA1051

        public int Broken => throw new NotSupportedException("not now");
    }

    public sealed class Ring
    {
        public Ring? Next { get; set; }
    }
}
