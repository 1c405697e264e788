using TorchSharp.Libtorch.Tests.Nn;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace TorchSharp.Libtorch.Tests.Optim;

public class OptimizerParityTests
{
    private static readonly Dictionary<string, Func<Parameter[], optim.Optimizer>> Cases = new()
    {
        ["sgd"] = ps => optim.SGD(ps, 0.1),
        ["sgd momentum"] = ps => optim.SGD(ps, 0.1, momentum: 0.9, weight_decay: 1e-2),
        ["sgd dampening"] = ps => optim.SGD(ps, 0.1, momentum: 0.9, dampening: 0.3),
        ["sgd nesterov"] = ps => optim.SGD(ps, 0.1, momentum: 0.9, weight_decay: 1e-3, nesterov: true),
        ["sgd maximize"] = ps => optim.SGD(ps, 0.01, momentum: 0.9, weight_decay: 1e-2, maximize: true),
        ["sgd groups"] = ps => optim.SGD(
            [new SGD.ParamGroup(ps[..2], new SGD.Options()), new SGD.ParamGroup(ps[2..], 0.5, momentum: 0.5, weight_decay: 0.1)], 0.1,
            momentum: 0.9),
        ["adam"] = ps => optim.Adam(ps, 0.1),
        ["adam amsgrad"] = ps => optim.Adam(ps, 0.1, 0.8, 0.95, weight_decay: 1e-2, amsgrad: true),
        ["adam maximize"] = ps => optim.Adam(ps, 0.1, maximize: true),
    };

    public static TheoryData<string, string> Names => Peer.NamesAndDevices("optimizers");

    // The gradient of step s is ramp(s + i) + p; the third parameter has none in step 1. On the CPU it is Python's result, bit for bit.
    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_FixedGradients_EqualPython(string name, string deviceName)
    {
        var device = Peer.DeviceOrSkip(deviceName);
        using var scope = NewDisposeScope();
        Parameter[] parameters = [.. new long[][] { [3, 4], [5], [2, 2] }.Select((shape, i) =>
            new Parameter(Peer.Ramp(shape, 7 + i, device)))];
        using var optimizer = Cases[name](parameters);
        foreach (var (expected, s) in Peer.Case("optimizers", name).EnumerateArray().Select((expected, s) => (expected, s)))
        {
            for (var i = 0; i < parameters.Length; i++)
                parameters[i].grad = s == 1 && i == 2 ? null : Peer.Ramp(parameters[i].shape, s + i, device) + parameters[i].detach();
            Assert.Null(optimizer.step());
            for (var i = 0; i < parameters.Length; i++)
                if (deviceName == "cpu")
                    Peer.Same(expected[i], parameters[i], $"parameter {i} after step {s}");
                else
                    Peer.Equal(expected[i], parameters[i], $"parameter {i} after step {s}");
        }
    }

    [Fact]
    public void Training_SeededNetwork_HasPythonsLossesAndState()
    {
        using var scope = NewDisposeScope();
        manual_seed(0);
        using var net = nn.Sequential(
            nn.Conv2d(3, 4, 3, padding: 1, bias: false), nn.BatchNorm2d(4), nn.ReLU(inplace: true), nn.AvgPool2d(2), nn.Flatten(),
            nn.Linear(64, 5));
        using var optimizer = optim.SGD(net.parameters(), 0.1, momentum: 0.9, weight_decay: 1e-4);
        var (images, labels) = (Peer.Ramp([6, 3, 8, 8]), arange(6L) % 5);
        var expected = Peer.Section("training");
        foreach (var loss in expected.GetProperty("losses").EnumerateArray())
        {
            optimizer.zero_grad();
            var got = nn.functional.cross_entropy(net.call(images), labels);
            got.backward();
            optimizer.step();
            Assert.Equal(loss.GetDouble(), got.ToDouble(), 1e-5);
        }
        foreach (var (name, value) in net.state_dict())
            Peer.Equal(expected.GetProperty("state").GetProperty(name), value, name);
    }
}
