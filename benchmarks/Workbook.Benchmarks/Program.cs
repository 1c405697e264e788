using BenchmarkDotNet.Running;
using Workbook.Benchmarks;

if (args is ["compare", var name])
    return Comparisons.Run(name);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
