namespace Workbook.Reporting;

/// <summary>plotly.js, which draws every <see cref="Figure"/>; a page, notebook or report needs it once.</summary>
public static class PlotlyLibrary
{
    /// <summary>Version of plotly.js.</summary>
    public static string Version => "4.1.1";

    /// <summary>The script element that holds plotly.js.</summary>
    public static string Html => "";
}
