using BenchmarkDotNet.Running;
using Workbook.Benchmarks;

if (args is ["compare", var name, .. var arguments])
    return Comparisons.Run(name, arguments);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
