using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Workbook.Data.Transforms;

/// <summary>The rows that one output row is made of, two by two, with their weights.</summary>
internal unsafe struct VerticalWindow
{
    /// <summary>Columns of a step.</summary>
    public const int Columns = 16;

    /// <summary>Pairs of rows, and the split weights of a pair in the halves of a number.</summary>
    public byte** Rows;
    public int* Low;
    public int* High;
    public int Pairs;

    /// <summary>Sets the rows and weights.</summary>
    /// <param name="pair">Its index.</param>
    /// <param name="first">A row.</param>
    /// <param name="second">The next; the same again where the number of rows is odd.</param>
    /// <param name="firstWeight">Weight of the first.</param>
    /// <param name="secondWeight">Weight of the second.</param>
    public readonly void Set(int pair, byte* first, byte* second, int firstWeight, int secondWeight)
    {
        Rows[2 * pair] = first;
        Rows[(2 * pair) + 1] = second;
        Low[pair] = (ushort)SplitWeight.Low(firstWeight) | (SplitWeight.Low(secondWeight) << 16);
        High[pair] = (ushort)SplitWeight.High(firstWeight) | (SplitWeight.High(secondWeight) << 16);
    }

    /// <summary>The rounded sums of 16 columns, each 0..255.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Sum(nint column, out Vector256<int> left, out Vector256<int> right)
    {
        left = right = Vector256.Create(AxisWeights.Half);
        if (Avx2.IsSupported)
            for (var pair = 0; pair < Pairs; pair++)
            {
                var (low, high) = (Vector256.Create(Low[pair]).AsInt16(), Vector256.Create(High[pair]).AsInt16());
                var (first, second) = (Vector128.Load(Rows[2 * pair] + column), Vector128.Load(Rows[(2 * pair) + 1] + column));
                var a = Avx2.ConvertToVector256Int16(Sse2.UnpackLow(first, second));
                var b = Avx2.ConvertToVector256Int16(Sse2.UnpackHigh(first, second));
                left += Avx2.MultiplyAddAdjacent(a, low) + (Avx2.MultiplyAddAdjacent(a, high) << SplitWeight.LowBits);
                right += Avx2.MultiplyAddAdjacent(b, low) + (Avx2.MultiplyAddAdjacent(b, high) << SplitWeight.LowBits);
            }
        else
            for (var pair = 0; pair < Pairs; pair++)
                for (var row = 0; row < 2; row++)
                {
                    var weight = (short)(Low[pair] >> (16 * row)) + ((short)(High[pair] >> (16 * row)) << SplitWeight.LowBits);
                    var (words, more) = Vector128.Widen(Vector128.Load(Rows[(2 * pair) + row] + column));
                    var ((a, b), (c, d)) = (Vector128.Widen(words), Vector128.Widen(more));
                    left += Vector256.Create(a, b).AsInt32() * weight;
                    right += Vector256.Create(c, d).AsInt32() * weight;
                }
        left >>= AxisWeights.Bits;
        right >>= AxisWeights.Bits;
    }
}
