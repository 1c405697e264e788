namespace TorchSharp;

/// <summary>How tensors are printed.</summary>
public enum TensorStringStyle
{
    /// <summary>Shape, type and device only.</summary>
    Metadata,

    /// <summary>Metadata, then aligned columns; slices of the last two dimensions one after the other.</summary>
    Julia,

    /// <summary>Nested brackets, long dimensions shortened.</summary>
    Numpy,

    /// <summary>C# literals; not supported here.</summary>
    CSharp,

    /// <summary>The same as <see cref="Julia"/>.</summary>
    Default,
}
