using System.Globalization;
using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Reporting.Bundles;

/// <summary>
/// Checks a bundle against itself: first that no byte is other than it was written, then, against who changes files and hashes alike, that all which follows
/// from the records and predictions follows. It writes nothing, and takes what it reads for hostile.
/// </summary>
public sealed class BundleVerification
{
    /// <summary>What no verification can find out.</summary>
    public const string Limits =
        "Verified is what the bundle says of itself. That these trainings took place, with this outcome, only training again can show: \"workbook run\".";

    private readonly List<BundleCheck> checks = [];

    private BundleVerification()
    {
    }

    /// <summary>The checks, in the order made; after one that hides the rest from view there are no more.</summary>
    public IReadOnlyList<BundleCheck> Checks => checks;

    /// <summary>Whether no check failed.</summary>
    public bool Holds => checks.All(check => check.Outcome != CheckOutcome.Failed);

    /// <summary>Checks a bundle.</summary>
    /// <param name="path">A zip, or the folder that one was unpacked into.</param>
    /// <exception cref="FileNotFoundException">There is neither.</exception>
    public static BundleVerification Of(string path)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new FileNotFoundException($"There is no {path}.");
        var verification = new BundleVerification();
        IReadOnlyList<BundleFile> files = [];
        verification.Check("archive", () =>
        {
            files = Bundle.Read(path);
            return Ok($"{files.Count} files of {files.Sum(file => (long)file.Content.Length):N0} bytes, {(Directory.Exists(path) ? "unpacked" : "and no byte beside them")}");
        });
        if (verification.Holds)
            verification.Check(files);
        return verification;
    }

    private void Check(IReadOnlyList<BundleFile> files)
    {
        var byName = files.ToDictionary(file => file.Name);
        Check("manifest", () => Outcome(BundleManifest.Problems(Require(byName, BundleManifest.Name).Text(), files), "every file is there, listed, and has its SHA-256"));

        BundleEnvironment? environment = null;
        Check("environment", () =>
        {
            environment = BundleEnvironment.Parse(Require(byName, BundleEnvironment.Name).Text());
            return Ok($"written by workbook {environment.Version}, profile {environment.Profile.ToString().ToLowerInvariant()}");
        });
        if (environment is null)
            return;

        var records = new List<StoredRecord>();
        var valid = Check("records", () => Outcome(ReadRecords(files, environment.Profile, records), $"{records.Count} runs: identity, name and sums agree"));
        PaperTable[] tables = [.. PaperTables.All.Where(table => byName.ContainsKey($"{BundleContent.Tables}{table.Id}.json"))];
        if (!valid || records.Count == 0 || tables.Length == 0)
        {
            if (valid)
                Check("content", () => Outcome(["there is no record, or no table"], ""));
            return;
        }

        Check("content", () => Outcome(Unexpected(files, tables, environment.Profile, records), "no file, record or table too few or too many"));
        CheckDerived(byName, tables, environment, records);
        CheckPredictions(byName, records);
        Check("notebooks", () => Open(files.Any(file => file.Name.StartsWith(BundleContent.Notebooks, StringComparison.Ordinal))
            ? "held against the manifest alone; \"workbook notebook run\" makes them again" : "none in the bundle"));
    }

    private void CheckDerived(Dictionary<string, BundleFile> files, PaperTable[] tables, BundleEnvironment environment, List<StoredRecord> records)
    {
        IReadOnlyList<BundleFile> expected = [];
        if (!Check("rebuilding", () =>
        {
            BundleFile[] derived = [.. BundleContent.Derived(tables, environment, records)];
            BundleFile[] others = [.. files.Values.Where(file => file.Name is not (RoCrate.Name or BundleManifest.Name))];
            expected = [.. derived, BundleFile.Of(RoCrate.Name, RoCrate.Write(tables, environment, records, others))];
            return Ok($"report, {tables.Length} tables, experiments and {RoCrate.Name} were made again from the records");
        }))
            return;
        foreach (var (name, of) in new (string, Func<BundleFile, bool>)[]
        {
            ("tables", file => file.Name.StartsWith(BundleContent.Tables, StringComparison.Ordinal)),
            ("experiments", file => file.Name.StartsWith(BundleContent.DeclaredExperiments, StringComparison.Ordinal)),
            ("report", file => file.Name == BundleContent.ReportFile),
            ("ro-crate", file => file.Name == RoCrate.Name),
        })
            Check(name, () => Rebuilt(files, [.. expected.Where(of)], environment, records));
    }

    private static BundleCheck Rebuilt(Dictionary<string, BundleFile> files, BundleFile[] expected, BundleEnvironment environment, List<StoredRecord> records)
    {
        string[] differences =
        [
            .. expected.Select(file => !files.TryGetValue(file.Name, out var got) ? $"{file.Name} is missing"
                : TextDifference.First(got.Text(), file.Text()) is { } difference ? $"{file.Name}, {difference}" : null).OfType<string>(),
        ];
        if (differences.Length == 0)
            return Ok($"{(expected.Length == 1 ? expected[0].Name : $"{expected.Length} files")}: as the records give it, byte for byte");
        if (environment.Version == BundleEnvironment.ThisVersion)
            return Outcome(differences, "");
        string[] numbers = [.. BundleNumbers.Problems(files, expected, records)];
        return numbers.Length > 0
            ? Outcome(numbers, "")
            : Open($"written by workbook {environment.Version}, this is {BundleEnvironment.ThisVersion}: only numbers were compared, and agree ({differences[0]})");
    }

    private void CheckPredictions(Dictionary<string, BundleFile> files, List<StoredRecord> records)
    {
        var (runs, numbers) = (0, 0);
        var check = new PredictionCheck(files);
        Check("predictions", () =>
        {
            var problems = check.TruthProblems(records).ToList();
            foreach (var stored in records)
                if (Recomputed(check, stored) is { } outcome)
                {
                    (runs, numbers) = (runs + 1, numbers + outcome.Compared);
                    problems.AddRange(outcome.Problems.Select(problem => $"{stored.Path}: {problem}"));
                }
            var evaluated = FormattableString.Invariant($"{runs} of {records.Count} runs were evaluated again, {numbers:N0} numbers");
            return problems.Count > 0 ? Outcome(problems, "")
                : runs > 0 ? Ok(evaluated)
                : Open("none in the bundle that can be evaluated; metrics were held against each run's own classes and categories");
        });
    }

    private static (int Compared, IReadOnlyList<string> Problems)? Recomputed(PredictionCheck check, StoredRecord stored)
    {
        try
        {
            return check.Check(stored);
        }
        catch (Exception problem)
        {
            return (0, [problem.Message]);
        }
    }

    private static List<string> ReadRecords(IReadOnlyList<BundleFile> files, Profile profile, List<StoredRecord> records)
    {
        var problems = new List<string>();
        foreach (var file in files.Where(file => file.Name.StartsWith(BundleContent.Records, StringComparison.Ordinal)))
        {
            try
            {
                var stored = ResultStore.Parse(new StringReader(file.Text()), file.Name, profile);
                var end = FormattableString.Invariant($"-s{stored.Record.Spec.Seed}-{stored.Identity[..8]}.json");
                if (!file.Name.EndsWith(end, StringComparison.Ordinal))
                    problems.Add($"{file.Name} is the record of another name: expected it to end in {end}");
                problems.AddRange(RecordSums.Problems(stored.Record).Select(problem => $"{file.Name}: {problem}"));
                records.Add(stored);
            }
            catch (Exception problem)
            {
                problems.Add(problem.Message);
            }
        }
        problems.AddRange(records.GroupBy(stored => stored.Identity).Where(same => same.Count() > 1)
            .Select(same => $"{string.Join(", ", same.Select(stored => stored.Path))} are records of one run"));
        return problems;
    }

    private static IEnumerable<string> Unexpected(IReadOnlyList<BundleFile> files, PaperTable[] tables, Profile profile, List<StoredRecord> records)
    {
        var used = BundleContent.RecordsOf(tables, profile, records);
        HashSet<string> known =
        [
            BundleEnvironment.Name, RoCrate.Name, BundleManifest.Name, BundleContent.ReportFile,
            .. tables.SelectMany(BundleContent.FilesOf), .. BundleContent.NotebooksOf(tables), .. used.Select(stored => stored.Path), .. used.Select(BundlePredictions.FileOf),
        ];
        string[] truths = [.. used.Select(stored => BundlePredictions.TruthOf(stored.Record.Spec.Data)).Distinct()];
        return files.Where(file => !known.Contains(file.Name) && !truths.Contains(file.Name[..(file.Name.LastIndexOf('/') + 1)]))
            .Select(file => $"{file.Name} belongs to no table, run or data set of the bundle");
    }

    private static BundleFile Require(Dictionary<string, BundleFile> files, string name) =>
        files.GetValueOrDefault(name) ?? throw new InvalidDataException($"{name} is missing");

    private bool Check(string name, Func<BundleCheck> check)
    {
        BundleCheck result;
        try
        {
            result = check();
        }
        catch (Exception problem) // of whatever kind: a bundle is made by somebody else
        {
            result = Outcome([problem.Message], "");
        }
        checks.Add(result with { Name = name });
        return result.Outcome != CheckOutcome.Failed;
    }

    private static BundleCheck Ok(FormattableString text) => new("", CheckOutcome.Ok, text.ToString(CultureInfo.InvariantCulture), []);

    private static BundleCheck Ok(string text) => new("", CheckOutcome.Ok, text, []);

    private static BundleCheck Open(string text) => new("", CheckOutcome.Open, text, []);

    private static BundleCheck Outcome(IEnumerable<string> problems, string text) => problems.ToArray() is { Length: > 0 } found
        ? new("", CheckOutcome.Failed, found.Length == 1 ? "1 thing does not hold" : FormattableString.Invariant($"{found.Length} things do not hold"), found)
        : new("", CheckOutcome.Ok, text, []);
}
