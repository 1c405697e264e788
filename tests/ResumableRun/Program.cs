using ResumableRun;

return ShortRun.Execute(workFolder: args[0]);
