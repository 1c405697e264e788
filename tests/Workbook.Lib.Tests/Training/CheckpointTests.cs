using Workbook.Training;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Training;

public sealed class CheckpointTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("workbook-checkpoint-").FullName;

    private string Path => System.IO.Path.Combine(folder, "work", "checkpoint.bin");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Read_AfterWrite_GivesTensorsAndState()
    {
        WriteOne("run");
        using var read = Checkpoint.Read(Path, "run")!;
        Assert.Equal("""{"Iteration":3}""", read.State);
        Assert.Equal(["matrix", "count"], read.Tensors.Select(t => t.Name));
        Assert.Equal([2L, 3L], read.Tensors[0].Value.shape);
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f], read.Tensors[0].Value.data<float>().ToArray());
        Assert.Equal(7L, read.Tensors[1].Value.item<long>());
        Assert.Equal([System.IO.Path.GetFileName(Path)], Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!).Select(System.IO.Path.GetFileName));
    }

    [Fact]
    public void Read_NoFile_IsNull() => Assert.Null(Checkpoint.Read(Path, "run"));

    [Fact]
    public void Read_OtherRun_Throws()
    {
        WriteOne("run");
        Assert.Contains("belongs to run run, expected other", Assert.Throws<InvalidDataException>(() => Checkpoint.Read(Path, "other")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AnyByteDamagedOrMissing_Throws()
    {
        WriteOne("run");
        var content = File.ReadAllBytes(Path);
        for (var i = 0; i < content.Length; i += 7)
        {
            var damaged = (byte[])content.Clone();
            damaged[i] ^= 0x10;
            File.WriteAllBytes(Path, damaged);
            Assert.Throws<InvalidDataException>(() => Checkpoint.Read(Path, "run"));
            File.WriteAllBytes(Path, content[..i]);
            Assert.Throws<InvalidDataException>(() => Checkpoint.Read(Path, "run"));
        }
    }

    private void WriteOne(string identity)
    {
        using var checkpoint = new Checkpoint { State = """{"Iteration":3}""" };
        checkpoint.Tensors.Add(("matrix", arange(1, 7, dtype: float32).reshape(3, 2).t().contiguous().view(2, 3)));
        checkpoint.Tensors[0].Value.copy_(arange(1, 7, dtype: float32).view(2, 3));
        checkpoint.Tensors.Add(("count", tensor(7L)));
        checkpoint.Write(Path, identity);
    }
}
