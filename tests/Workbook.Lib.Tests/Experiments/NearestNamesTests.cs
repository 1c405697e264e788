using Workbook.Experiments;
using Xunit;

namespace Workbook.Tests.Experiments;

public sealed class NearestNamesTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("table7", "table7", 0)]
    [InlineData("tabel7", "table7", 1)]
    [InlineData("table", "table7", 1)]
    [InlineData("tables7", "table7", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("abc", "", 3)]
    public void Distance_Pairs_CountsEdits(string a, string b, int expected)
    {
        Assert.Equal(expected, NearestNames.Distance(a, b));
        Assert.Equal(expected, NearestNames.Distance(b, a));
    }

    [Fact]
    public void To_LetterCase_IsIgnored() => Assert.Equal(["mini"], NearestNames.To("MINI", ["smoke", "mini", "paper"]));

    [Fact]
    public void To_NothingNear_IsEmpty() => Assert.Empty(NearestNames.To("xyz", ["smoke", "mini", "paper"]));

    [Fact]
    public void To_SeveralNear_NearestFirst() => Assert.Equal(["table7", "table17"], NearestNames.To("table7", ["table17", "figure", "table7"]));
}
