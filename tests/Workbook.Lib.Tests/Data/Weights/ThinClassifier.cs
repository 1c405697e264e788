using System.Globalization;
using System.Text.RegularExpressions;
using Workbook.Data.Weights;
using Workbook.Models.Backbones;
using static TorchSharp.torch;

namespace Workbook.Tests.Data.Weights;

/// <summary>Files of an eighth as wide ResNet-50 under the names that published classifiers have, with a classifier of two outputs.</summary>
internal static partial class ThinClassifier
{
    public static ResNetConfig Config { get; } = ResNetConfig.ResNet50 with { WidthMultiplier = 0.125 };

    /// <summary>A backbone of which no tensor is like another.</summary>
    public static T Filled<T>(T backbone)
        where T : Backbone
    {
        using var noGrad = no_grad();
        foreach (var (name, tensor) in backbone.state_dict())
            tensor.copy_(name.EndsWith("running_var", StringComparison.Ordinal) ? rand(tensor.shape) + 0.5 : randn(tensor.shape) * 0.1);
        return backbone;
    }

    /// <summary>torchvision's names, which are the backbone's; MSRA's as detectron2 converted them, or as Detectron did, norms folded.</summary>
    public static Dictionary<string, Tensor> Tensors(Backbone backbone, string names) => names switch
    {
        "torchvision" => new(backbone.state_dict()) { ["bn1.num_batches_tracked"] = tensor(7L), ["fc.weight"] = ones(2, 256), ["fc.bias"] = ones(2) },
        "Cadene" => new(backbone.state_dict()) { ["last_linear.weight"] = ones(2, 256), ["last_linear.bias"] = ones(2) },
        "MSRA" => new(backbone.state_dict().Select(entry => KeyValuePair.Create(Msra(entry.Key), entry.Value))) { ["conv1_b"] = zeros(8), ["fc1000_w"] = ones(2, 256), ["fc1000_b"] = ones(2) },
        _ => new(Tensors(backbone, "MSRA").Where(entry => !entry.Key.Contains("running", StringComparison.Ordinal))
            .Select(entry => KeyValuePair.Create(entry.Key.Replace("_gamma", "_s", StringComparison.Ordinal).Replace("_beta", "_b", StringComparison.Ordinal), entry.Value))),
    };

    /// <summary>Writes the file and returns its path.</summary>
    public static string Write(string folder, IReadOnlyDictionary<string, Tensor> tensors)
    {
        var path = Path.Combine(folder, "classifier.pth");
        Safetensors.Write(path, tensors);
        return path;
    }

    private static string Msra(string name)
    {
        if (name == "conv1.weight")
            return "conv1_w";
        var match = Layer().Match(name);
        var (prefix, layer, kind) = match.Success
            ? (string.Create(CultureInfo.InvariantCulture, $"res{int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) + 1}_{match.Groups[2]}_"), match.Groups[3].Value, match.Groups[4].Value)
            : ("res_conv1_", "bn1", name.Split('.')[^1]);
        var branch = layer.StartsWith("downsample", StringComparison.Ordinal) ? "branch1" : "branch2" + (char)('a' + layer[^1] - '1');
        return layer switch
        {
            "downsample.0" or "conv1" or "conv2" or "conv3" => prefix + branch + "_w",
            _ => (match.Success ? prefix + branch : "res_conv1") + "_bn_" + kind switch { "weight" => "gamma", "bias" => "beta", _ => kind },
        };
    }

    [GeneratedRegex(@"^layer(\d)\.(\d+)\.(conv\d|bn\d|downsample\.\d)\.(\w+)$")]
    private static partial Regex Layer();
}
