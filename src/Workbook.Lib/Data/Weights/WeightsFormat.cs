namespace Workbook.Data.Weights;

/// <summary>How a file holds weights.</summary>
public enum WeightsFormat
{
    /// <summary>Safetensors.</summary>
    Safetensors,

    /// <summary>A zip archive of <c>torch.save</c>, PyTorch 1.6 or newer.</summary>
    TorchZip,

    /// <summary>Pickles and raw data of <c>torch.save</c> before PyTorch 1.6.</summary>
    TorchLegacy,

    /// <summary>A pickle with arrays of NumPy, as of detectron2's model zoo and of Caffe2.</summary>
    Pickle,
}
