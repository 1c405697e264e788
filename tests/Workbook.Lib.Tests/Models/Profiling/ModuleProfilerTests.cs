using TorchSharp.Modules;
using Workbook.Losses;
using Workbook.Models;
using Workbook.Models.Backbones;
using Workbook.Tests.Models.Detection;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Tests.Models.Profiling;

/// <summary>The profiler over a clock that only the modules move.</summary>
[Collection(nameof(Alone))]
public sealed class ModuleProfilerTests
{
    [Fact]
    public void Rows_ChargeEachModuleItsOwnTime()
    {
        using var scope = NewDisposeScope();
        var clock = new Clock();
        using var model = Sequential(
            ("first", new Slow(clock, 1, 2)), ("block", Sequential(("a", new Slow(clock, 10, 20)), ("b", new Slow(clock, 100, 200)))), ("last", new Slow(clock, 1000, 2000)));
        using var profiler = new ModuleProfiler(model, depth: 2, clock);
        Tensor loss;
        using (profiler.Section("forward"))
        {
            clock.Pass(5);
            loss = model.call(ones(3, requires_grad: true)).sum();
        }
        using (profiler.Section("backward", isBackward: true))
        {
            loss.backward();
            clock.Pass(7);
        }
        profiler.EndStep();
        Assert.Equal(
            [
                ("first", 0, 1, 2), ("block", 0, 110, 220), ("block.a", 1, 10, 20), ("block.b", 1, 100, 200), ("last", 0, 1000, 2000),
                ("forward", 0, 5, 0), ("backward", 0, 0, 7),
            ],
            profiler.Rows().Select(row => (row.Name, row.Depth, (int)row.Forward, (int)row.Backward)));
    }

    [Fact]
    public void Rows_ModulesOfAList_AreAsDeepAsTheList()
    {
        using var scope = NewDisposeScope();
        var clock = new Clock();
        using var model = new Stages(new Slow(clock, 10, 0), new Slow(clock, 200, 0));
        using var profiler = new ModuleProfiler(model, depth: 1, clock);
        using (profiler.Section("forward"))
            model.call(ones(3));
        profiler.EndStep();

        Assert.Equal([("stages", 210), ("stages.0", 10), ("stages.1", 200), ("forward", 0)], profiler.Rows().Select(row => (row.Name, (int)row.Forward)));
    }

    [Fact]
    public void Rows_InputWithoutGradient_EndsWithTheSection()
    {
        using var scope = NewDisposeScope();
        var clock = new Clock();
        using var model = Sequential(("frozen", new Slow(clock, 1, 2)), ("linear", Linear(3, 3)), ("slow", new Slow(clock, 10, 20)));
        using var profiler = new ModuleProfiler(model, depth: 1, clock);
        Tensor loss;
        using (profiler.Section("forward"))
            loss = model.call(ones(1, 3)).sum();
        using (profiler.Section("backward", isBackward: true))
            loss.backward();
        using (profiler.Section("optimizer"))
            clock.Pass(3);
        profiler.EndStep();
        Assert.Equal(
            [("frozen", 1, 0), ("linear", 0, 0), ("slow", 10, 20), ("forward", 0, 0), ("backward", 0, 0), ("optimizer", 3, 0)],
            profiler.Rows().Select(row => (row.Name, (int)row.Forward, (int)row.Backward)));
    }

    [Fact]
    public void Rows_CountOperations()
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(
            ("conv", Conv2d(4, 6, kernel_size: 3, padding: 1, groups: 2)), ("up", ConvTranspose2d(6, 5, kernel_size: 2, stride: 2)), ("flat", Flatten()),
            ("linear", Linear(5 * 8 * 10, 7)));
        using var profiler = new ModuleProfiler(model, depth: 1);
        Tensor loss;
        using (profiler.Section("forward"))
            loss = model.call(rand(2, 4, 4, 5)).sum();
        using (profiler.Section("backward", isBackward: true))
            loss.backward();
        profiler.EndStep();
        var work = profiler.Rows().ToDictionary(row => row.Name, row => (row.ForwardWork * 1e9, row.BackwardWork * 1e9));
        // Multiplications: outputs times what each sums over. The image has no gradient, so the first has only that of its weight.
        double conv = 2 * (2 * 6 * 4 * 5) * (4 / 2 * 3 * 3), up = 2 * (2 * 5 * 8 * 10) * 6, linear = 2 * (2 * 7) * 400;
        Near((conv, conv), work["conv"]);
        Near((up, 2 * up), work["up"]);
        Near((linear, 2 * linear), work["linear"]);

        static void Near((double, double) expected, (double, double) actual)
        {
            Assert.Equal(expected.Item1, actual.Item1, 1e-3);
            Assert.Equal(expected.Item2, actual.Item2, 1e-3);
        }
    }

    [Fact]
    public void Profiler_OnADetectorInFullDepth_ChangesNoGradient()
    {
        using var scope = NewDisposeScope();
        manual_seed(3).Dispose();
        using var model = new MaskRcnn(
            new ResNet(ResNetConfig.ResNet50 with { WidthMultiplier = 0.125 }), ProposalClassification.Softmax(new SoftmaxCrossEntropyLoss()),
            new MaskRcnnConfig { Classes = 3 }.Thin(0.125));
        var size = new ImageSize(96, 128);
        var image = HashedNumbers.Image(0, size.Height, size.Width).unsqueeze(0);
        var (boxes, masks, labels) = HashedNumbers.Target(0, size.Height, size.Width, 4);
        var target = new DetectionTarget(boxes, labels, new BitmapMasks(masks));
        var plain = Gradients(null);
        using var profiler = new ModuleProfiler(model, depth: 9);
        var observed = Gradients(profiler);
        // The order in which the gradients of a feature map's uses are added up may differ.
        foreach (var (expected, actual) in plain.Zip(observed))
        {
            var difference = Math.Sqrt(expected.Zip(actual, (a, b) => Math.Pow(a - b, 2)).Sum());
            Assert.True(difference <= 1e-4 * Math.Sqrt(expected.Sum(a => (double)a * a)));
        }
        var names = profiler.Rows().Select(row => row.Name).ToList();
        Assert.Superset(
            new HashSet<string> { "backbone.body.layer4.2", "backbone.fpn", "rpn.head.conv.0.0", "rpn.proposals", "rpn.losses", "roi_heads.sampling", "roi_heads.mask_predictor" },
            names.ToHashSet());
        var backbone = profiler.Rows().Single(row => row.Name == "backbone.body");
        Assert.True(backbone.ForwardWork > 0 && backbone.BackwardWork > 0 && backbone.Backward > 0);

        List<float[]> Gradients(ModuleProfiler? observer)
        {
            manual_seed(5).Dispose();
            model.train();
            model.zero_grad();
            Tensor loss;
            using (observer?.Section("forward"))
                loss = model.Losses(image, [size], [target]).Total();
            using (observer?.Section("backward", isBackward: true))
                loss.backward();
            observer?.EndStep();
            return [.. model.parameters().Where(p => p.grad is not null).Select(p => p.grad!.contiguous().data<float>().ToArray())];
        }
    }

    [Fact]
    public void Dispose_TakesTheHooksOff()
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(("linear", Linear(3, 3)));
        using var profiler = new ModuleProfiler(model, depth: 1);
        Assert.Throws<InvalidOperationException>(() => new ModuleProfiler(model, depth: 1));
        Assert.Throws<InvalidOperationException>(profiler.Rows);
        profiler.Dispose();
        using var second = new ModuleProfiler(model, depth: 1);
        using (second.Section("forward"))
            model.call(ones(1, 3));
        second.EndStep();
        Assert.Single(second.Rows(), row => row.Name == "linear");
        profiler.EndStep();
        Assert.Empty(profiler.Rows());
    }

    private sealed class Slow(Clock clock, int forwardTime, int backwardTime) : Module<Tensor, Tensor>(nameof(Slow))
    {
        public override Tensor forward(Tensor input)
        {
            clock.Pass(forwardTime);
            return SlowBackward.apply(input, (Action)(() => clock.Pass(backwardTime)));
        }
    }

    private sealed class SlowBackward : autograd.SingleTensorFunction<SlowBackward>
    {
        public override string Name => nameof(SlowBackward);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.save_data("pass", vars[1]);
            return (Tensor)vars[0] * 2;
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            ((Action)ctx.get_data("pass"))();
            return [grad_output * 2, null!];
        }
    }

    private sealed class Stages : Module<Tensor, Tensor>
    {
        private readonly ModuleList<Slow> stages;

        public Stages(params Slow[] slow)
            : base(nameof(Stages))
        {
            stages = new ModuleList<Slow>(slow);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => stages.Aggregate(input, (value, stage) => stage.call(value));
    }

    private sealed class Clock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => _now;

        public void Pass(int milliseconds) => _now += milliseconds;
    }
}
