// Fetches CIFAR-100, or checks what is there: the same as "workbook data get cifar100" and "workbook data verify cifar100".
//
//   dotnet run data-scripts/cifar100.cs -- --to FOLDER
//   dotnet run data-scripts/cifar100.cs -- verify --data FOLDER
#:project ../src/Workbook.Cli/Workbook.Cli.csproj
#:property TreatWarningsAsErrors=true
#:property PublishAot=false
return Workbook.Cli.WorkbookProgram.RunData("cifar100", args);
