using System.Globalization;

namespace TorchSharp;

/// <summary>Kinds of device, numbered as in libtorch.</summary>
public enum DeviceType
{
    CPU = 0,
    CUDA = 1,
    MKLDNN = 2,
    OPENGL = 3,
    OPENCL = 4,
    IDEEP = 5,
    HIP = 6,
    FPGA = 7,
    MSNPU = 8,
    XLA = 9,
    MPS = 13,
    META = 14,
}

public static partial class torch
{
    /// <summary>A device: its type, and its index where there are several (-1: the current one; the CPU has always -1).</summary>
    public class Device
    {
        /// <summary>From a description such as "cpu", "cuda" or "cuda:1".</summary>
        /// <exception cref="ArgumentException">The description names no known type, or its index is not a number.</exception>
        public Device(string description)
        {
            var parts = (description ?? throw new ArgumentNullException(nameof(description))).Split(':');
            type = ParseType(parts[0]);
            index = parts.Length switch
            {
                1 => DefaultIndex(type),
                2 when int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var i) => type == DeviceType.CPU ? -1 : i,
                _ => throw new ArgumentException($"'{description}' is not a device; expected a type, or a type and an index, such as 'cpu' or 'cuda:0'.", nameof(description)),
            };
        }

        public Device(string deviceType, int index = -1)
            : this(ParseType(deviceType), index)
        {
        }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = deviceType == DeviceType.CPU ? -1 : index < 0 ? DefaultIndex(deviceType) : index;
        }

        /// <summary>A CUDA device.</summary>
        public Device(int index)
            : this(DeviceType.CUDA, index)
        {
        }

        public DeviceType type { get; }

        public int index { get; }

        public override string ToString()
        {
            var name = type.ToString().ToLowerInvariant();
            return index < 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{index}");
        }

        public static implicit operator Device(string description) => new(description);

        private static int DefaultIndex(DeviceType type) => type is DeviceType.CUDA ? 0 : -1;

        private static DeviceType ParseType(string name) => name.ToLowerInvariant() switch
        {
            "cpu" => DeviceType.CPU,
            "cuda" => DeviceType.CUDA,
            "mps" => DeviceType.MPS,
            "meta" => DeviceType.META,
            _ => throw new ArgumentException($"'{name}' is not a device type; expected cpu, cuda, mps or meta.", nameof(name)),
        };
    }

    public static readonly Device CPU = new(DeviceType.CPU);
    public static readonly Device META = new(DeviceType.META);

    public static Device CUDA => new(DeviceType.CUDA);
}
