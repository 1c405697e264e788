// Fetches backbones trained on ImageNet, or checks what is there: the same as "workbook data get backbones" and "workbook data verify backbones".
//
//   dotnet run data-scripts/backbones.cs -- --to FOLDER
//   dotnet run data-scripts/backbones.cs -- verify --data FOLDER
#:project ../src/Workbook.Cli/Workbook.Cli.csproj
#:property TreatWarningsAsErrors=true
#:property PublishAot=false
return Workbook.Cli.WorkbookProgram.RunData("backbones", args);
