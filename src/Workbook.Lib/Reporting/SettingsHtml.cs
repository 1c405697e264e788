using System.Globalization;
using Workbook.Experiments;
using Workbook.Losses;
using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>What is trained, in words: what the rows have in common, at this profile beside the paper's, and what they differ in.</summary>
internal static class SettingsHtml
{
    /// <summary>The settings of these tables.</summary>
    public static Html Write(IReadOnlyList<PaperTable> tables, Profile profile)
    {
        var rows = tables
            .SelectMany(table => table.Rows, (table, row) => (Name: $"{table.Id} {row.Id}", row.Experiment))
            .Where(row => row.Experiment is not null)
            .Select(row => new DeclaredRow(row.Name, row.Experiment!, row.Experiment!.Scaled(profile)));
        return Html.Of($"{rows.GroupBy(row => Compared(row.Paper)).Select(group => Write([.. group], profile))}");
    }

    // Rows of one group are compared with each other.
    private static Experiment Compared(Experiment experiment) => experiment switch
    {
        ClassificationExperiment classification => classification with { Loss = Loss.Softmax() },
        DetectionExperiment detection => detection with { Loss = Loss.Softmax(), Sampling = new Sampling.Uniform(), Model = Baselines.MaskRcnnR50Fpn.Model },
        ChallengeSystem => new ChallengeSystem { Detector = Baselines.ChallengeBaseline },
        _ => experiment,
    };

    private static Html Write(DeclaredRow[] rows, Profile profile)
    {
        var (settings, differences) = (new List<Fact>(), new List<string>());
        foreach (var facts in rows.SelectMany(row => row.Facts).GroupBy(fact => fact.Name))
            if (facts.Distinct().Count() == 1)
                settings.Add(facts.First());
            else
                differences.Add(facts.Key);
        var variants = rows.GroupBy(row => string.Join('\n', row.Texts(differences)));
        var data = rows[0].Facts.First(fact => fact.Name == ExperimentFacts.DataName).Paper.Split(',', ';')[0] + (rows[0].Paper is ChallengeSystem ? ", the challenge" : "");
        return Html.Of($"""
            {HtmlTable.Write(
                $"Settings on {data}",
                "settings",
                $"Settings of every run on {data}; what the profile changes is in bold.",
                ["Setting", $"Profile {profile.ToString().ToLowerInvariant()}", "Paper"],
                settings.Select(Setting))}
            {HtmlTable.Write(
                $"Differences on {data}",
                "settings",
                "All that differs between rows.",
                ["Loss", .. differences, "Rows"],
                variants.Select(variant => Variant(variant.First().Texts(differences), variant.Select(row => row.Name))))}
            """);
    }

    private static Html Setting(Fact fact) => fact.Here == fact.Paper
        ? Html.Of($"<tr><th scope=\"row\">{fact.Name}</th><td colspan=\"2\">{fact.Here}</td></tr>\n")
        : Html.Of($"<tr class=\"changed\"><th scope=\"row\">{fact.Name}</th><td>{fact.Here}</td><td>{fact.Paper}</td></tr>\n");

    private static Html Variant(string[] texts, IEnumerable<string> rows) => Html.Of($"""
        <tr><th scope="row">{texts[0]}</th>{texts.Skip(1).Select(text => Html.Of($"<td>{text}</td>"))}<td><code>{string.Join("; ", rows)}</code></td></tr>

        """);

    // The paper's loss; where the profile has other numbers, these too.
    private static string Text(Loss paper, Loss here)
    {
        var numbers = Numbers(paper);
        return Name(paper) + (numbers.Length > 0 ? $", {Both(numbers, Numbers(here))}" : "")
            + (paper is Loss.EqlCase { KeepsListed: true } or Loss.EqlDecayCase { KeepsListed: true } ? "; categories listed for an image keep weight 1 there" : "");
    }

    private static string Name(Loss loss) => loss switch
    {
        Loss.SoftmaxCase => "Softmax cross-entropy",
        Loss.SigmoidCase => "Sigmoid cross-entropy",
        Loss.EqlCase eql => $"Equalization loss{(eql.ExcludesBackground ? "" : " without E(r)")}",
        Loss.EqlDecayCase eql => $"Equalization loss, {(eql.Decay is ThresholdFunction.GompertzDecay ? "Gompertz" : "exponential")} decay",
        Loss.SoftmaxEqlCase => "Softmax equalization loss",
        Loss.FocalCase => "Focal loss",
        Loss.ClassBalancedCase balanced => $"Class-balanced {balanced.Form.ToString().ToLowerInvariant()} loss",
        _ => loss.Slug,
    };

    private static string Numbers(Loss loss) => loss switch
    {
        Loss.EqlCase eql => $"lambda {LambdaText.Of(eql.Lambda)}",
        Loss.EqlDecayCase { Decay: ThresholdFunction.ExponentialDecay decay } => Invariant($"a {decay.A}, n {decay.N}"),
        Loss.EqlDecayCase { Decay: ThresholdFunction.GompertzDecay decay } => Invariant($"a {decay.A}, b {decay.B}, c {decay.C}"),
        Loss.SoftmaxEqlCase seql => Invariant($"gamma {seql.Gamma}, lambda {LambdaText.Of(seql.Lambda)}"),
        Loss.FocalCase focal => Invariant($"gamma {focal.Gamma}") + (focal.Alpha is { } alpha ? Invariant($", alpha {alpha}") : ""),
        Loss.ClassBalancedCase balanced => Invariant($"beta {balanced.Beta}") + (balanced.Gamma > 0 ? Invariant($", gamma {balanced.Gamma}") : ""),
        _ => "",
    };

    private static string Both(string paper, string here) => here == paper ? paper : $"{paper} (at this profile {here})";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Fact(string Name, string Here, string Paper);

    private sealed record DeclaredRow(string Name, Experiment Paper, Experiment Here)
    {
        public Fact[] Facts { get; } =
            [.. ExperimentFacts.Of(Here).Zip(ExperimentFacts.Of(Paper), (here, paper) => new Fact(paper.Name, here.Value, paper.Value))];

        // The loss, then these facts.
        public string[] Texts(IEnumerable<string> facts) =>
        [
            Text(LossOf(Paper), LossOf(Here)), .. facts.Select(name => Facts.First(fact => fact.Name == name)).Select(fact => Both(fact.Paper, fact.Here)),
        ];

        private static Loss LossOf(Experiment experiment) => experiment switch
        {
            ClassificationExperiment classification => classification.Loss,
            DetectionExperiment detection => detection.Loss,
            ChallengeSystem system => system.Detector.Loss,
            _ => throw new ArgumentException($"The tables have no experiment such as {experiment.Slug}.", nameof(experiment)),
        };
    }
}
