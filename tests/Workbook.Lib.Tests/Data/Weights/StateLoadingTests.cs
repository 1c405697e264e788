using TorchSharp.Modules;
using Workbook.Data.Weights;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Data.Weights;

public sealed class StateLoadingTests : IDisposable
{
    private readonly TorchSharp.DisposeScope _scope = NewDisposeScope();
    private readonly Sequential _module = nn.Sequential(("fc", nn.Linear(2, 3)), ("bn", nn.BatchNorm1d(3)));

    public void Dispose()
    {
        _module.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Load_AllThere_SetsParametersAndBuffers()
    {
        var tensors = State();
        tensors["fc.weight"] = tensors["fc.weight"].to(float16);

        var report = StateLoading.Load(_module, tensors, "file");

        Assert.True(report.IsExact);
        Assert.Equal(7, report.Loaded.Count);
        Assert.All(_module.state_dict().Where(entry => entry.Key != "bn.num_batches_tracked"), entry => Assert.Equal(7, entry.Value.mean().item<float>()));
        Assert.All(_module.parameters(), parameter => Assert.True(parameter.requires_grad));
        Assert.Equal(float32, _module.state_dict()["fc.weight"].dtype);
    }

    [Fact]
    public void Load_StrictMisfits_ThrowsWithNearestNamesAndCopiesNothing()
    {
        var tensors = State();
        tensors.Remove("fc.weight");
        tensors["fc.wieght"] = zeros(3, 2);
        tensors["bn.weight"] = zeros(4);
        var before = _module.state_dict()["bn.bias"].clone();

        var problem = Assert.Throws<InvalidDataException>(() => StateLoading.Load(_module, tensors, "w.pth"));

        Assert.StartsWith("w.pth does not fit Sequential by the names of torchvision: 5 loaded, 1 missing, 1 unexpected, 1 of another shape, 0 ignored", problem.Message, StringComparison.Ordinal);
        Assert.Contains("missing: fc.weight (the file has fc.wieght)", problem.Message, StringComparison.Ordinal);
        Assert.Contains("another shape: bn.weight: got [4], expected [3]", problem.Message, StringComparison.Ordinal);
        Assert.True(before.equal(_module.state_dict()["bn.bias"]).all().item<bool>());
    }

    [Fact]
    public void Load_NotStrict_CopiesWhatFitsAndReports()
    {
        var tensors = new Dictionary<string, Tensor> { ["module.fc.weight"] = full([3, 2], 7), ["bn.weight"] = zeros(4), ["x"] = zeros(1), ["old.num_batches_tracked"] = zeros(1) };

        var report = StateLoading.Load(_module, tensors, "file", strict: false);

        Assert.Equal(["fc.weight"], report.Loaded);
        Assert.Equal(["bn.bias", "bn.running_mean", "bn.running_var", "fc.bias"], report.Missing.Order());
        Assert.Equal(["x"], report.Unexpected);
        Assert.Equal(["old.num_batches_tracked"], report.Ignored);
        Assert.Equal("bn.weight", Assert.Single(report.Mismatched).Name);
        Assert.Equal(42, _module.state_dict()["fc.weight"].sum().item<float>());
    }

    [Fact]
    public void Load_TwoTensorsOfOneName_Throws()
    {
        var tensors = State();
        tensors["module.fc.bias"] = zeros(3);
        Assert.Contains("fc.bias and module.fc.bias both make fc.bias", Assert.Throws<InvalidDataException>(() => StateLoading.Load(_module, tensors, "file")).Message, StringComparison.Ordinal);
    }

    private Dictionary<string, Tensor> State() => _module.state_dict().ToDictionary(entry => entry.Key, entry => full(entry.Value.shape, 7, entry.Value.dtype));
}
