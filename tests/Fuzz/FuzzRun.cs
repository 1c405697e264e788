using System.Diagnostics;
using Workbook.Data;

namespace Fuzz;

/// <summary>
/// Gives a reader changed inputs. Seed and number alone make an input, so that every finding can be made again. A run that crashes the
/// process leaves its input in the file <c>NAME-current</c> of the folder, where there is one.
/// </summary>
internal sealed class FuzzRun(FuzzTarget target, ulong seed, string? folder = null)
{
    private const int MostFindings = 10;
    private const long MostAllocated = 1L << 30;
    private readonly List<Finding> _findings = [];
    private (int Number, byte[] Input, long Start) _current;
    private int _read;
    private int _refused;

    /// <summary>What an input may take, by the clock.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Runs the inputs first, first + 1, ... first + count - 1.</summary>
    public FuzzReport Run(int first, int count)
    {
        _current = (first, [], Stopwatch.GetTimestamp());
        var worker = new Thread(() => Work(first, count)) { IsBackground = true };
        worker.Start();
        while (!worker.Join(TimeSpan.FromMilliseconds(200)))
        {
            (int number, byte[] input, long start) = Current();
            if (Stopwatch.GetElapsedTime(start) < Limit)
                continue;
            Find(number, input, $"took longer than {Limit.TotalSeconds} s");
            break;
        }
        lock (_findings)
            return new FuzzReport(target.Name, _read, _refused, [.. _findings]);
    }

    /// <summary>An input.</summary>
    public byte[] Input(int number)
    {
        ulong key = 0;
        foreach (var character in target.Name)
            key = key * 31 + character;
        var random = new Rng(seed, key, (ulong)number);
        return Mutations.Of(target, ref random);
    }

    private void Work(int first, int count)
    {
        using var copy = folder is null ? null : new FileStream(Path.Combine(folder, target.Name + "-current"), FileMode.Create, FileAccess.Write, FileShare.Read, 0);
        for (var number = first; number < first + count && _findings.Count < MostFindings; number++)
        {
            var input = Input(number);
            lock (_findings)
                _current = (number, input, Stopwatch.GetTimestamp());
            copy?.SetLength(0);
            copy?.Write(input);
            Try(number, input);
        }
    }

    private void Try(int number, byte[] input)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Read(input);
            _read++;
        }
        catch (Exception error) when (target.IsRefusal(error))
        {
            _refused++;
        }
        catch (Exception error)
        {
            Find(number, input, error.ToString());
        }
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        if (allocated > MostAllocated)
            Find(number, input, $"allocated {allocated} bytes");
    }

    private void Find(int number, byte[] input, string what)
    {
        if (folder is not null)
            File.WriteAllBytes(Path.Combine(folder, FormattableString.Invariant($"{target.Name}-{seed}-{number}")), input);
        lock (_findings)
            _findings.Add(new Finding(target.Name, number, input, what));
    }

    private (int Number, byte[] Input, long Start) Current()
    {
        lock (_findings)
            return _current;
    }
}
