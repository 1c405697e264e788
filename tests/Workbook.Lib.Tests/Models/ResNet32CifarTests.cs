using Workbook.Models;
using Workbook.Ops;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Models;

[Collection(nameof(Alone))]
public sealed class ResNet32CifarTests
{
    [Fact]
    public void Parameters_WorkedByHand()
    {
        // 3x3 convolutions: 3->16; 10 of 16->16; 16->32 and 9 of 32->32; 32->64 and 9 of 64->64. Two numbers a channel for 11, 10 and 10 norms. 64->100 linear.
        const int Convolutions = 9 * (3 * 16 + 10 * 16 * 16 + 16 * 32 + 9 * 32 * 32 + 32 * 64 + 9 * 64 * 64);
        const int Norms = 2 * (11 * 16 + 10 * 32 + 10 * 64);
        using var model = new ResNet32Cifar(100);
        Assert.Equal(Convolutions + Norms + 64 * 100 + 100, model.parameters().Sum(p => p.numel()));
        Assert.Equal(31, model.parameters().Count(p => p.dim() == 4));
    }

    [Fact]
    public void Biases_WithAPrior_StartFromItsLogit()
    {
        manual_seed(3).Dispose();
        using var plain = new ResNet32Cifar(100);
        manual_seed(3).Dispose();
        using var model = new ResNet32Cifar(100, prior: 0.01);
        // sigmoid(-log 99) = 1 / 100; everything else starts as without it.
        Assert.All(model.get_parameter("fc.bias")!.data<float>().ToArray(), bias => Assert.Equal(-4.59511985f, bias));
        Assert.All(plain.named_parameters().Where(p => p.name != "fc.bias"), p => Assert.Equal(0, (p.parameter - model.get_parameter(p.name)!).abs().max().item<float>()));
    }

    [Fact]
    public void Forward_AnyLayout_GivesLogitsOfTheSameValue()
    {
        manual_seed(3).Dispose();
        using var scope = NewDisposeScope();
        using var model = new ResNet32Cifar(10);
        var images = randn(4, 3, 32, 32);
        var planar = model.call(images);
        ChannelsLast.Weights(model);
        var interleaved = model.call(ChannelsLast.Of(images));
        Assert.Equal([4L, 10L], planar.shape);
        Assert.True((planar - interleaved).abs().max().item<float>() < 1e-3f);
    }

    [Fact]
    public void Forward_ShortcutOfOptionA_PassesTheInputThrough()
    {
        // With all convolutions zero, a block is ReLU(shortcut): the first stage passes the stem's output through, each later one subsamples
        // and pads channels with zeros on both sides: the pooled features are zero outside channels 24..39.
        using var scope = NewDisposeScope();
        using var model = new ResNet32Cifar(2);
        using (no_grad())
        {
            foreach (var (name, parameter) in model.named_parameters())
                if (name.StartsWith("blocks", StringComparison.Ordinal) && name.Contains("conv", StringComparison.Ordinal))
                    parameter.zero_();
            model.get_parameter("fc.weight")!.zero_();
            model.get_parameter("fc.bias")!.zero_();
            model.get_parameter("fc.weight")![0] = cat([zeros(24), ones(16), zeros(24)]);
            model.get_parameter("fc.weight")![1] = cat([ones(24), zeros(16), ones(24)]);
        }
        model.eval();
        var logits = model.call(rand(2, 3, 32, 32));
        Assert.True(logits.select(1, 0).min().item<float>() > 0);
        Assert.Equal([0f, 0f], logits.select(1, 1).data<float>().ToArray());
    }

    [Fact]
    public void Steps_ManyTimes_LeaveNoTensorBehind()
    {
        using var model = new ResNet32Cifar(10);
        long before = 0;
        for (var i = 0; i < 6; i++)
        {
            using var scope = NewDisposeScope();
            model.zero_grad();
            nn.functional.cross_entropy(model.call(randn(2, 3, 32, 32)), tensor(new long[] { 1, 2 })).backward();
            if (i == 2)
                before = Tensor.TotalCount;
        }
        Assert.InRange(Tensor.TotalCount, 0, before);
    }
}
