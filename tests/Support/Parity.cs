using Xunit;

namespace Tests.Support;

/// <summary>
/// The largest difference from a reference that a test met, in its output: <c>-showLiveOutput</c> shows the lines that begin with "parity".
/// </summary>
public static class Parity
{
    /// <param name="what">What was compared.</param>
    /// <param name="difference">The largest, relative.</param>
    /// <param name="bound">The largest that the test allows.</param>
    public static void Note(string what, double difference, double bound) =>
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"parity  {what,-48} {difference:0.0e-0}  of {bound:0.e-0}"));
}
