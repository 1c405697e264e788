using System.Text;
using Workbook.Data.Detection;

namespace Workbook.Tests.Evaluation.Detection;

/// <summary>Ground truth and results written in a test.</summary>
internal static class DetectionJsonText
{
    public static DetectionDataset Dataset(string json) => DetectionDataset.Load(Open(json), "truth");

    public static DetectionResults Results(string json, DetectionDataset dataset) => DetectionResults.Load(Open(json), "results", dataset);

    private static MemoryStream Open(string json) => new(Encoding.UTF8.GetBytes(json));
}
