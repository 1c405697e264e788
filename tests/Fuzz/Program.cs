using System.Globalization;
using Fuzz;

// Fuzz [TARGET|all] [INPUTS] [SEED] [FOLDER]: prints a line a target; inputs with findings go to the folder.
var name = args.ElementAtOrDefault(0) ?? "all";
var count = int.Parse(args.ElementAtOrDefault(1) ?? "20000", CultureInfo.InvariantCulture);
var seed = ulong.Parse(args.ElementAtOrDefault(2) ?? "1", CultureInfo.InvariantCulture);
var folder = args.ElementAtOrDefault(3) ?? Path.Combine(Path.GetTempPath(), "workbook-fuzz");
var targets = FuzzTargets.All.Where(target => name == "all" || target.Name == name).ToList();
if (targets.Count == 0)
{
    Console.Error.WriteLine($"There is no target \"{name}\". There are: all, {string.Join(", ", FuzzTargets.All.Select(target => target.Name))}.");
    return 2;
}
Directory.CreateDirectory(folder);
var found = 0;
foreach (var target in targets)
{
    var report = new FuzzRun(target, seed, folder).Run(0, count);
    Console.WriteLine($"{report.Target,-24} {report.Read,8} read {report.Refused,8} refused {report.Findings.Count,3} findings");
    foreach (var finding in report.Findings)
        Console.WriteLine($"  {Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{finding.Target}-{seed}-{finding.Number}"))}: {finding.What}");
    found += report.Findings.Count;
}
return found == 0 ? 0 : 1;
