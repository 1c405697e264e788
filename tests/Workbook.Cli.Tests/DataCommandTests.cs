using System.Security.Cryptography;
using Newtonsoft.Json.Linq;
using Workbook.Cli;
using Workbook.Data.Acquisition;
using Workbook.Data.Detection;
using Workbook.Results;
using Workbook.Tests.Data.Acquisition;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Cli;

public sealed class DataCommandTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 2_500).Select(i => (byte)i)];
    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _copies = new();
    private readonly FaultyServer _server = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly CancellationTokenSource _stop = new();

    public void Dispose()
    {
        _data.Dispose();
        _copies.Dispose();
        _server.Dispose();
        _output.Dispose();
        _error.Dispose();
        _stop.Dispose();
    }

    [Theory]
    [InlineData("data gte", "There is no command \"gte\". Did you mean get?")]
    [InlineData("data get fruit", "There is no data set \"fruit\". Did you mean fruits?")]
    [InlineData("data verify friuts", "There is no data set \"friuts\". Did you mean fruits?")]
    [InlineData("data get fruits --only pear", "There is no part of fruits \"pear\". Did you mean pears?")]
    [InlineData("data get fruits --jobs 0", "--jobs 0: expected a number of at least 1.")]
    [InlineData("data get fruits --form x", "There is no option \"--form\". Did you mean --from?")]
    [InlineData("data synthesize lviss", "There is no synthetic set \"lviss\". Did you mean lvis?")]
    [InlineData("data synthesize lvis --size midi", "There is no size \"midi\". Did you mean mini?")]
    [InlineData("data synthesize lvis --seed -1", "--seed -1: expected a whole number from 0 to 18446744073709551615.")]
    public void Data_Mistyped_SuggestsAndExitsWith2(string arguments, string expected)
    {
        Assert.Equal(2, Invoke(arguments));
        Assert.StartsWith($"workbook: {expected}{Environment.NewLine}", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Synthesize_Smoke_WritesASetThatItsLoaderReadsAndSaysSynthetic()
    {
        var folder = Local("drawn");

        Assert.Equal(0, Invoke($"data synthesize lvis --size smoke --seed 7 --to {folder}"));
        Assert.StartsWith($"{folder}: SYNTHETIC", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("108 training and 24 validation images in the format of LVIS, seed 7", _output.ToString(), StringComparison.Ordinal);
        var train = DetectionDataset.Load(Path.Combine(folder, "annotations", "lvis_v0.5_train.json"), ProblemHandling.Strict);
        Assert.Equal(108, train.Images.Count);

        Assert.Equal(1, Invoke($"data synthesize lvis --size smoke --seed 8 --to {folder}"));
        Assert.Contains("has a set of seed 7, expected 8", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Get_FromAddress_FetchesThenFindsIt()
    {
        _server.Files["apples.bin"] = new ServedFile(Content);
        _server.Files["pears.bin"] = new ServedFile(Content);

        Assert.Equal(0, Invoke($"data get fruits --to {_data.Path} --from {_server.Address}"));
        Assert.Equal(Content, File.ReadAllBytes(Local("apples.bin")));
        Assert.Contains($"{Local("apples.bin")}: fetched, checked against the published SHA-256{Environment.NewLine}", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"apples.bin: checked against the published SHA-256{Environment.NewLine}", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Eat them.", _output.ToString(), StringComparison.Ordinal);
        Assert.Empty(_error.ToString());

        Assert.Equal(0, Invoke($"data get fruits --to {_data.Path}"));
        Assert.Contains($"{Local("pears.bin")}: already there, checked when it came", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Get_OneMissing_ExitsWith1AndFetchesTheOther()
    {
        File.WriteAllBytes(Path.Combine(_copies.Path, "pears.bin"), Content);

        Assert.Equal(1, Invoke($"data get fruits --to {_data.Path} --from {_copies.Path}"));
        Assert.True(File.Exists(Local("pears.bin")));
        Assert.Equal($"workbook: apples.bin: '{_copies.Path}' has neither fruits/apples.bin nor apples.bin; put a copy there, or fetch it without --from: http://127.0.0.1:9/apples.bin{Environment.NewLine}", _error.ToString());
    }

    [Fact]
    public void Get_Stopped_ExitsWith1AndSaysHowToGoOn()
    {
        _stop.Cancel();

        Assert.Equal(1, Invoke($"data get fruits --to {_data.Path} --from {_server.Address}"));
        Assert.Equal($"workbook: stopped on request; the same command continues where it stopped.{Environment.NewLine}", _error.ToString());
    }

    [Fact]
    public void Get_Json_IsOneDocument()
    {
        File.WriteAllBytes(Path.Combine(_copies.Path, "pears.bin"), Content);

        Assert.Equal(0, Invoke($"data get fruits --only pears --to {_data.Path} --from {_copies.Path} --json"));

        var document = JObject.Parse(_output.ToString());
        Assert.True((bool)document["complete"]!);
        Assert.Equal(("pears", "fetched", Local("pears.bin")), ((string?)document["files"]![0]!["part"], (string?)document["files"]![0]!["state"], (string?)document["files"]![0]!["path"]));
        Assert.Contains("pears.bin: ", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Get_ImagesOfASetWithImages_ExitsWith1()
    {
        File.WriteAllBytes(Path.Combine(_copies.Path, "pears.bin"), Content);

        Assert.Equal(1, Invoke($"data get fruits --only pears --to {_data.Path} --from {_copies.Path} --images {_data.Path}"));
        Assert.StartsWith("workbook: --images: Fruits brings its own images", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Get_DiskTooSmall_ExitsWith1()
    {
        var huge = Fruits with { Files = [Fruits.Files[0] with { Size = long.MaxValue / 4, Checksums = [] }] };

        Assert.Equal(1, CommandLine.Run(["data", "get", "fruits", "--to", _data.Path], Host() with { DataSets = [huge] }));
        Assert.Matches(@"^workbook: The disk of '.+' has [\d.]+ GB free; Fruits needs [\d.]+ GB\. Free some, choose another folder with --to", _error.ToString());
    }

    [Fact]
    public void List_Text_HasSizesStatesAndPlaces()
    {
        GetPears();
        File.WriteAllBytes(Local("apples.bin.part"), Content[..1_200]);

        Assert.Equal(0, Invoke($"data list --data {_data.Path}"));

        var text = _output.ToString();
        Assert.Contains("fruits  Fruits", text, StringComparison.Ordinal);
        Assert.Matches(@"apples +apples\.bin +2\.5 kB +partial, 1\.2 kB +/", text);
        Assert.Matches($@"pears +pears\.bin +2\.5 kB +verified +{Local("pears.bin")}", text);
    }

    [Fact]
    public void List_RealSets_NamesAllOfThem()
    {
        Assert.Equal(0, CommandLine.Run(["data", "list", "--data", _data.Path], Host() with { DataSets = DatasetSources.All }));

        var text = _output.ToString();
        Assert.Matches(@"train +train2017\.zip +19\.3 GB +missing", text);
        Assert.Matches(@"train +lvis_v0\.5_train\.json\.zip +not published +missing", text);
        Assert.Matches(@"train +train_0\.tar\.gz +about 49\.4 GB +missing", text);
        Assert.Matches(@"images +cifar-100-binary\.tar\.gz +168\.5 MB +missing", text);
        Assert.Matches(@"resnet50 +resnet50-0676ba61\.pth +about 102\.5 MB +missing", text);
        Assert.Matches(@"msra-r-50 +R-50\.pkl +not published +missing", text);
    }

    [Fact]
    public void List_Json_HasStates()
    {
        GetPears();

        Assert.Equal(0, Invoke($"data list fruits --data {_data.Path} --json"));
        Assert.Equal(["missing", "verified"], JObject.Parse(_output.ToString())["dataSets"]![0]!["files"]!.Select(file => (string?)file["state"]));
    }

    [Fact]
    public void Verify_WhatIsThere_FailsOnlyOnDamage()
    {
        Assert.Equal(0, Invoke($"data verify --data {_data.Path}"));
        Assert.Equal($"No data set was fetched yet; \"workbook data get NAME\" fetches one.{Environment.NewLine}", _output.ToString());

        GetPears();
        Assert.Equal(0, Invoke($"data verify --data {_data.Path}"));
        Assert.Contains($"{Local("pears.bin")}: intact, ", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, Invoke($"data verify fruits --data {_data.Path}"));
        Assert.Contains($"{Local("apples.bin")}: missing, not fetched", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, Invoke($"data verify fruits --only pears --data {_data.Path}"));

        File.WriteAllBytes(Local("pears.bin"), [.. Content[1..], 0]);
        Assert.Equal(1, Invoke($"data verify --data {_data.Path} --json"));
        Assert.Equal("damaged", (string?)JObject.Parse(_output.ToString())["dataSets"]![0]!["files"]![0]!["state"]);

        File.Delete(Local("pears.bin"));
        Assert.Equal(1, Invoke($"data verify --data {_data.Path}"));
        Assert.Contains("was there once; fetch it again", _output.ToString(), StringComparison.Ordinal);
    }

    private static DatasetSource Fruits { get; } = new()
    {
        Name = "fruits",
        Title = "Fruits",
        Site = new Uri("http://127.0.0.1:9/"),
        Files = [FileOf("apples"), FileOf("pears")],
        Note = "Eat them.",
    };

    private static RemoteFile FileOf(string part) => new()
    {
        Part = part,
        Path = $"fruits/{part}.bin",
        Address = new Uri($"http://127.0.0.1:9/{part}.bin"),
        Size = Content.Length,
        Checksums = [new Checksum(ChecksumKind.Sha256, Convert.ToHexStringLower(SHA256.HashData(Content)), "the test")],
    };

    private string Local(string name) => Path.Combine(_data.Path, "fruits", name);

    private void GetPears()
    {
        File.WriteAllBytes(Path.Combine(_copies.Path, "pears.bin"), Content);
        Assert.Equal(0, Invoke($"data get fruits --only pears --to {_data.Path} --from {_copies.Path}"));
        _output.GetStringBuilder().Clear();
    }

    private int Invoke(string arguments)
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        return CommandLine.Run(arguments.Split(' '), Host());
    }

    private CliHost Host() => new()
    {
        Output = _output,
        Error = _error,
        IsTerminal = false,
        Store = new ResultStore(_data.Path),
        Executor = (_, _) => throw new InvalidOperationException("no trainer is needed"),
        Stop = _stop.Token,
        DataSets = [Fruits],
    };
}
