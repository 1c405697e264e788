using System.Runtime.ExceptionServices;

namespace Workbook.Evaluation.Detection;

/// <summary>Runs the same work on several threads.</summary>
internal static class Workers
{
    /// <summary>Runs <paramref name="work"/> once a thread, and waits. What one throws is thrown as it is.</summary>
    public static void Run(int threads, Action work)
    {
        try
        {
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => work());
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
    }
}
