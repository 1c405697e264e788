// Fetches LVIS v0.5 annotations, or checks what is there: the same as "workbook data get lvis" and "workbook data verify lvis".
//
//   dotnet run data-scripts/lvis.cs -- --to FOLDER
//   dotnet run data-scripts/lvis.cs -- verify --data FOLDER
#:project ../src/Workbook.Cli/Workbook.Cli.csproj
#:property TreatWarningsAsErrors=true
#:property PublishAot=false
return Workbook.Cli.WorkbookProgram.RunData("lvis", args);
