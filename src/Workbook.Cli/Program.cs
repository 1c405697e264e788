return Workbook.Cli.WorkbookProgram.Run(args);
