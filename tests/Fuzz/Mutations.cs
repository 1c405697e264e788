using System.Buffers.Binary;
using Workbook.Data;

namespace Fuzz;

/// <summary>Changes sound inputs: one to eight changes each, mostly few.</summary>
internal static class Mutations
{
    private static readonly uint[] OddNumbers = [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x7FF00000];

    public static byte[] Of(FuzzTarget target, ref Rng random)
    {
        var bytes = target.Seeds[random.NextInt(target.Seeds.Length)].ToList();
        var changes = 1;
        while (changes < 8 && random.NextBool(0.6))
            changes++;
        for (; changes > 0; changes--)
            Change(bytes, target, ref random);
        return [.. bytes];
    }

    private static void Change(List<byte> bytes, FuzzTarget target, ref Rng random)
    {
        var at = random.NextInt(bytes.Count + 1);
        var rest = bytes.Count - at;
        switch (random.NextInt(9))
        {
            case 0 when rest > 0:
                bytes[at] ^= (byte)(1 << random.NextInt(8));
                break;
            case 1 when rest > 0:
                bytes[at] = (byte)random.NextInt(256);
                break;
            case 2 when rest > 0:
                bytes[at] = (byte)('0' + random.NextInt(10));
                break;
            case 3:
                bytes.RemoveRange(at, Math.Min(rest, 1 + random.NextInt(1 + random.NextInt(32))));
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(rest, 1 + random.NextInt(64))));
                break;
            case 5 when random.NextBool(0.3):
                bytes.RemoveRange(at, rest);
                break;
            case 6:
                Span<byte> number = stackalloc byte[4];
                BinaryPrimitives.WriteUInt32BigEndian(number, OddNumbers[random.NextInt(OddNumbers.Length)]);
                for (var i = 0; i < Math.Min(rest, number.Length); i++)
                    bytes[at + i] = number[i];
                break;
            case 7:
                var other = target.Seeds[random.NextInt(target.Seeds.Length)];
                bytes.RemoveRange(at, rest);
                bytes.AddRange(other.AsSpan(random.NextInt(other.Length + 1)));
                break;
            default:
                if (target.Tokens.Length > 0)
                    bytes.InsertRange(at, target.Tokens[random.NextInt(target.Tokens.Length)]);
                break;
        }
    }
}
