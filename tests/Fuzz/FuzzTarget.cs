namespace Fuzz;

/// <summary>A reader under test.</summary>
/// <param name="Name">For the command line and the names of saved inputs.</param>
/// <param name="Seeds">Sound inputs, which are changed.</param>
/// <param name="Tokens">Pieces that mean something to the reader, which are put in.</param>
/// <param name="Read">Reads an input and checks what comes out: throws what <paramref name="IsRefusal"/> accepts, or a finding.</param>
/// <param name="IsRefusal">Whether an exception is one that the reader documents for bad input.</param>
internal sealed record FuzzTarget(string Name, byte[][] Seeds, byte[][] Tokens, Action<byte[]> Read, Func<Exception, bool> IsRefusal);
