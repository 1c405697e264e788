// Fetches the Open Images Challenge 2019, or checks what is there: the same as "workbook data get openimages" and "workbook data verify openimages".
//
//   dotnet run data-scripts/openimages.cs -- --to FOLDER
//   dotnet run data-scripts/openimages.cs -- verify --data FOLDER
#:project ../src/Workbook.Cli/Workbook.Cli.csproj
#:property TreatWarningsAsErrors=true
#:property PublishAot=false
return Workbook.Cli.WorkbookProgram.RunData("openimages", args);
