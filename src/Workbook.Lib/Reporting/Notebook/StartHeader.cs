using System.Globalization;
using System.Text;
using Workbook.Experiments;

namespace Workbook.Reporting;

/// <summary>The first cell of the notebook that begins the workbook. Made by <c>data-scripts/notebooks.cs</c>, never by hand.</summary>
public static class StartHeader
{
    /// <summary>The cell as Markdown.</summary>
    public static string Write()
    {
        var text = new StringBuilder($"""
            # Equalization Loss for Long-Tailed Object Recognition: a workbook

            This workbook reproduces the paper of that name in C#: Tan et al., CVPR 2020, {PublishedTables.Source}. A notebook tells a group of the
            paper's tables: the idea and its formulas, the runs, the published numbers beside those that were reproduced here, and a verdict on
            every claim. Start with [{PaperMap.DataNotebook}]({PaperMap.DataNotebook}.ipynb), which shows the problem: the long tail.

            ## The paper's tables and figures

            | Paper | Shows | Notebook |
            | --- | --- | --- |

            """);
        foreach (var item in PaperMap.Items)
            text.Append(CultureInfo.InvariantCulture, $"| {item.Name} | {item.Subject} | {Place(item)} |\n");
        text.Append("\n## How to run\n\n```sh\n");
        foreach (var (command, purpose) in Commands)
            text.Append(CultureInfo.InvariantCulture, $"{command.PadRight(Commands.Max(line => line.Command.Length))}   # {purpose}\n");
        text.Append("""
            ```

            A profile chooses the scale: `smoke` shows that everything runs, `mini` whether the effect shows on two CPU cores, `paper` has the paper's own
            settings. It never changes what is compared.
            """);
        return text.ToString();
    }

    private static (string Command, string Purpose)[] Commands =>
    [
        ("./workbook tables", "the tables that can be run, and the names of their rows"),
        ($"./workbook run {PaperTables.All[0].Id} --data FOLDER", "train what a table lacks; ends in its notebook and an HTML report"),
        ($"./workbook show {PaperTables.All[0].Id}", "the table and its verdicts from what is recorded"),
        ($"./workbook notebook run notebooks/{PaperMap.DataNotebook}.ipynb", "a notebook without an editor"),
        ("./workbook run --help", "profiles, seeds, single rows"),
    ];

    private static string Place(PaperItem item) =>
        item.Notebook is { } notebook ? Link(notebook)
        : item.Part is { } part ? $"only {part.What}: {Link(part.Notebook)}"
        : "not in this workbook yet";

    private static string Link(string notebook) => $"[{notebook}]({notebook}.ipynb)";
}
