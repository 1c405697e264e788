namespace Fuzz;

/// <summary>An input that a reader does not cope with.</summary>
/// <param name="Target">The reader.</param>
/// <param name="Number">The input's number: with the seed it makes the input again.</param>
/// <param name="Input">The input.</param>
/// <param name="What">What happened.</param>
internal sealed record Finding(string Target, int Number, byte[] Input, string What);
