using Workbook.Data;
using Xunit;

namespace Workbook.Tests.Data;

public class DataFoldersTests
{
    [Theory]
    [InlineData("sets", "/elsewhere", "/here/sets")]
    [InlineData("/sets", null, "/sets")]
    [InlineData(null, null, "/here/data")]
    [InlineData(null, "", "/here/data")]
    [InlineData(null, "/elsewhere", "/elsewhere /here/data")]
    [InlineData(null, "up", "/here/up /here/data")]
    public void Candidates_AskedThenVariableThenDefault(string? asked, string? variable, string expected) =>
        Assert.Equal(expected.Split(' '), DataFolders.Candidates(asked, variable, "/here"));
}
