using Newtonsoft.Json.Linq;

namespace Workbook.Reporting;

/// <summary>A series of a figure.</summary>
internal interface IFigureTrace
{
    /// <summary>The trace as plotly.js takes it.</summary>
    JObject ToJson();
}
