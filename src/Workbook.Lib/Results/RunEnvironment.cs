namespace Workbook.Results;

/// <summary>The machine and software of a run.</summary>
public sealed record RunEnvironment
{
    /// <summary>Operating system and version.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>Processor model.</summary>
    public required string Processor { get; init; }

    /// <summary>Logical processors that the process may use.</summary>
    public required int Cores { get; init; }

    /// <summary>Version of .NET.</summary>
    public required string DotNet { get; init; }

    /// <summary>Version of libtorch.</summary>
    public required string Libtorch { get; init; }

    /// <summary>What stands under TorchSharp's API: <c>libtorch</c>, <c>cpu</c> or <c>cuda</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The linear algebra library that libtorch uses.</summary>
    public required string Blas { get; init; }

    /// <summary>Threads of libtorch.</summary>
    public required int Threads { get; init; }

    /// <summary>Device with its model (<c>cuda: NVIDIA H100</c>), or <c>cpu</c>.</summary>
    public required string Device { get; init; }
}
