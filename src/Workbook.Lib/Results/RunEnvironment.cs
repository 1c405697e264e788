using Workbook.Machine;

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

    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    public required string Device { get; init; }

    /// <summary>The part of a report on this machine that a record keeps.</summary>
    /// <param name="report">The report.</param>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    /// <exception cref="DllNotFoundException">libtorch could not be loaded; the message says why.</exception>
    public static RunEnvironment Of(EnvironmentReport report, string device)
    {
        if (report.Torch is not { } torch)
            throw new DllNotFoundException($"libtorch could not be loaded: {report.TorchFailure} \"workbook doctor\" says what is missing.");
        return new RunEnvironment
        {
            OperatingSystem = report.OperatingSystem,
            Processor = report.Cpu.Model,
            Cores = report.Cpu.AvailableCores,
            DotNet = report.DotNet,
            Libtorch = torch.Version,
            Provider = torch.Provider,
            Blas = torch.Blas.Description,
            Threads = torch.Threads,
            Device = device,
        };
    }
}
