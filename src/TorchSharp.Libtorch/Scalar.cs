using TorchSharp.Internal;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A number that an operator takes beside its tensors: integer, floating-point or boolean.</summary>
public sealed class Scalar : IDisposable
{
    internal readonly Kind Kind;
    internal readonly long Long;
    internal readonly double Double;

    private Scalar(long value, ScalarType type) => (Kind, Long, Double, Type) = (type == ScalarType.Bool ? Kind.Bool : Kind.Int, value, value, type);

    private Scalar(double value, ScalarType type) => (Kind, Long, Double, Type) = (Kind.Double, unchecked((long)value), value, type);

    /// <summary>The type that libtorch promotes by: Int64, Float64 or Bool, whatever the number was made from.</summary>
    public ScalarType Type { get; }

    public static implicit operator Scalar(byte value) => new(value, ScalarType.Int64);
    public static implicit operator Scalar(sbyte value) => new(value, ScalarType.Int64);
    public static implicit operator Scalar(short value) => new(value, ScalarType.Int64);
    public static implicit operator Scalar(int value) => new(value, ScalarType.Int64);
    public static implicit operator Scalar(long value) => new(value, ScalarType.Int64);
    public static implicit operator Scalar(Half value) => new((double)value, ScalarType.Float64);
    public static implicit operator Scalar(float value) => new((double)value, ScalarType.Float64);
    public static implicit operator Scalar(double value) => new(value, ScalarType.Float64);
    public static implicit operator Scalar(bool value) => new(value ? 1L : 0L, ScalarType.Bool);

    /// <summary>Nothing to free here; TorchSharp's scalars are native and have this member.</summary>
    public void Dispose()
    {
    }
}

/// <summary>Conversions of numbers to and from <see cref="Scalar"/>.</summary>
public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this byte value) => value;
    public static Scalar ToScalar(this sbyte value) => value;
    public static Scalar ToScalar(this short value) => value;
    public static Scalar ToScalar(this int value) => value;
    public static Scalar ToScalar(this long value) => value;
    public static Scalar ToScalar(this float value) => value;
    public static Scalar ToScalar(this double value) => value;
    public static Scalar ToScalar(this bool value) => value;
    public static Scalar ToScalar(this Half value) => value;
    public static Half ToHalf(this Scalar value) => (Half)value.Double;
    public static float ToSingle(this Scalar value) => (float)value.Double;
    public static double ToDouble(this Scalar value) => value.Double;
    public static sbyte ToSByte(this Scalar value) => (sbyte)value.Long;
    public static byte ToByte(this Scalar value) => (byte)value.Long;
    public static short ToInt16(this Scalar value) => (short)value.Long;
    public static int ToInt32(this Scalar value) => (int)value.Long;
    public static long ToInt64(this Scalar value) => value.Long;
    public static bool ToBoolean(this Scalar value) => value.Double != 0;
}
