using Tests.Support;
using Workbook.Data.Detection;
using Workbook.Data.OpenImages;
using Xunit;

namespace Workbook.Tests.Data.OpenImages;

public class OpenImagesClassesTests
{
    [Fact]
    public void Load_Csv_InTheOrderOfTheFile()
    {
        var classes = OpenImagesText.ReadClasses(handling: ProblemHandling.Strict);

        Assert.Equal(["/m/animal", "/m/cat", "/m/dog", "/m/toy", "/m/car"], classes.Mids);
        Assert.Equal(["Animal", "Cat", "Dog", "Toy", "Car, also \"auto\""], classes.Names);
        Assert.Equal((2, -1), (classes.IndexOf("/m/dog"), classes.IndexOf("/m/do")));
        Assert.Equal(classes.Mids, OpenImagesText.ReadClasses("LabelName,DisplayName\r\n" + OpenImagesText.Classes).Mids);
    }

    [Fact]
    public void Load_Json_InTheOrderOfTheIds()
    {
        var classes = OpenImagesText.ReadClasses(""" [{"name": "/m/b", "id": 7, "x": []}, {"id": 1, "name": "/m/a"}]""", ProblemHandling.Strict);
        Assert.Equal(["/m/a", "/m/b"], classes.Mids);
    }

    [Theory]
    [InlineData("/m/a\n", "line that is not a MID and a name", "line 2: /m/a")]
    [InlineData("/m/a,A,B\n", "line that is not a MID and a name", "line 2: /m/a")]
    [InlineData(",A\n", "class whose MID is empty or not UTF-8", "line 2: ")]
    [InlineData("/m/x,Y\n", "class whose MID another has", "line 2: /m/x")]
    public void Load_FaultyLine_IsLeftOutAndCounted(string line, string what, string where)
    {
        var text = "/m/x,X\n" + line;
        var problem = Assert.Single(OpenImagesText.ReadClasses(text).Problems);
        Assert.Equal((what, true, where), (problem.What, problem.IsDropped, Assert.Single(problem.Examples)));
        Assert.Throws<InvalidDataException>(() => OpenImagesText.ReadClasses(text, ProblemHandling.Strict));
    }

    [Theory]
    [InlineData("""[{"id": 1, "name": "a"}, {"id": 1, "name": "b"}]""", "class whose id another has")]
    [InlineData("""[{"id": 1, "name": "a"}, {"id": 2, "name": "a"}]""", "class whose MID another has")]
    [InlineData("""[{"id": 1, "name": "a"}, {"id": 2}]""", "class without id or name")]
    public void Load_FaultyEntry_IsLeftOutAndCounted(string text, string what)
    {
        var classes = OpenImagesText.ReadClasses(text);
        Assert.Equal(["a"], classes.Mids);
        Assert.Equal(what, Assert.Single(classes.Problems).What);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("no classes\n")]
    public void Load_NoClass_IsAnError(string text) =>
        Assert.StartsWith("classes.csv: got no class", Assert.Throws<InvalidDataException>(() => OpenImagesText.ReadClasses(text)).Message, StringComparison.Ordinal);

    // Facts from the data folder's README.
    [Fact]
    public void Load_Challenge2019_FactsOfTheFiles()
    {
        var classes = OpenImagesClasses.Load(SharedFiles.Path("data/openimages/challenge-2019-classes-description-500.csv"), ProblemHandling.Strict);
        Assert.Equal("b84ed490a4f1cd1fe44adb2d4b5b7a3d25a70b450d34bd82d377527c379d3e03", classes.Sha256);
        Assert.Equal((500, "/m/061hd_", "Infant bed"), (classes.Count, classes.Mids[0], classes.Names[0]));
        Assert.Equal(["Bench", "Mouse"], classes.Names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key).Order());

        var hierarchy = OpenImagesHierarchy.Load(
            SharedFiles.Path("data/openimages/challenge-2019-label500-hierarchy.json"), classes, ProblemHandling.Strict);
        Assert.Equal("dcba144d2230d01ace9f2b1ef1b54df65e29f855356ed51cfc4f6e10300d7d8b", hierarchy.Sha256);
        var all = Enumerable.Range(0, classes.Count);
        Assert.Equal((57, 443), (all.Count(i => !hierarchy.Descendants(i).IsEmpty), all.Count(i => hierarchy.Descendants(i).IsEmpty)));
    }
}
