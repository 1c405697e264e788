namespace TorchSharp.Internal;

/// <summary>(height, width) as an operator takes it.</summary>
internal static class Pairs
{
    internal static long[] ToArray(this (long, long) pair) => [pair.Item1, pair.Item2];
}
