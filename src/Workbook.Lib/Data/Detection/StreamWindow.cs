using System.Buffers;
using System.Security.Cryptography;

namespace Workbook.Data.Detection;

/// <summary>A pooled buffer that moves over a stream, grows only for what does not fit, and hashes what it reads.</summary>
internal sealed class StreamWindow : IDisposable
{
    private const int InitialLength = 1 << 18;
    private const int LargestLength = 1 << 28;
    private readonly Stream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialLength);
    private int _start;
    private int _end;

    public StreamWindow(Stream stream)
    {
        _stream = stream;
        Fill();
    }

    /// <summary>What is in the window.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Where the window begins in the stream.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether the stream has ended.</summary>
    public bool IsFinal { get; private set; }

    /// <summary>Moves over what was consumed and reads more; false where the window is full and may not grow.</summary>
    public bool Advance(int consumed)
    {
        Pass(consumed);
        var rest = _end - _start;
        if (rest == _buffer.Length)
        {
            if (rest >= LargestLength)
                return false;
            var larger = ArrayPool<byte>.Shared.Rent(rest * 2);
            Bytes.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else
        {
            Bytes.CopyTo(_buffer);
        }
        (_start, _end) = (0, rest);
        Fill();
        return true;
    }

    /// <summary>Moves over what was consumed.</summary>
    public void Pass(int consumed)
    {
        _start += consumed;
        Offset += consumed;
    }

    /// <summary>SHA-256 of what was read, in lower-case hexadecimal.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose()
    {
        _hash.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        (_start, _end) = (0, 0);
    }

    private void Fill()
    {
        var read = _stream.Read(_buffer.AsSpan(_end));
        _hash.AppendData(_buffer, _end, read);
        IsFinal = read == 0;
        _end += read;
    }
}
