using System.CommandLine;
using Workbook.Cli;

return new RootCommand("Reproduction workbook of \"Equalization Loss for Long-Tailed Object Recognition\"") { DoctorCommand.Create() }.Parse(args).Invoke();
