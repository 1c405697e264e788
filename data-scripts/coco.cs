// Fetches COCO 2017, or checks what is there: the same as "workbook data get coco" and "workbook data verify coco".
//
//   dotnet run data-scripts/coco.cs -- --to FOLDER
//   dotnet run data-scripts/coco.cs -- verify --data FOLDER
#:project ../src/Workbook.Cli/Workbook.Cli.csproj
#:property TreatWarningsAsErrors=true
#:property PublishAot=false
return Workbook.Cli.WorkbookProgram.RunData("coco", args);
