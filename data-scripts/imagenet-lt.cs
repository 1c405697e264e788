// Fetches the image lists of ImageNet-LT, or checks what is there: the same as "workbook data get imagenet-lt" and "workbook data verify imagenet-lt".
//
//   dotnet run data-scripts/imagenet-lt.cs -- --to FOLDER
//   dotnet run data-scripts/imagenet-lt.cs -- verify --data FOLDER
#:project ../src/Workbook.Cli/Workbook.Cli.csproj
#:property TreatWarningsAsErrors=true
#:property PublishAot=false
return Workbook.Cli.WorkbookProgram.RunData("imagenet-lt", args);
