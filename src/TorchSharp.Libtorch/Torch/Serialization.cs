using TorchSharp.Internal;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Writes one tensor as a libtorch archive.</summary>
    public static void save(Tensor t, string location) => t.save(location);

    /// <summary>Reads a tensor that <see cref="save"/> wrote.</summary>
    public static Tensor load(string location) => Tensor.load(location);

    public partial class Tensor
    {
        public void save(string location)
        {
            Native.Check(Native.wb_tensor_save(Handle, location), "torch.save");
            GC.KeepAlive(this);
        }

        public static Tensor load(string location)
        {
            Native.Check(Native.wb_tensor_load(location, out var result), "torch.load");
            return new Tensor(result);
        }

        /// <summary>Reads one tensor in TorchSharp's binary format.</summary>
        public static Tensor Load(BinaryReader reader) => TensorExtensionMethods.Load(reader);

        public static Tensor Load(Stream stream)
        {
            using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
            return Load(reader);
        }

        public static Tensor Load(string location)
        {
            using var stream = File.OpenRead(location);
            return Load(stream);
        }
    }
}
