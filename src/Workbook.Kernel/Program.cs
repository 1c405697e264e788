using Workbook.Kernel.Protocol;

if (args is not ["session", var pipe])
{
    Console.Error.WriteLine("This program holds the session of a notebook and is started by the notebook runner; use: workbook notebook run FILE");
    return 2;
}
return SessionServer.Run(pipe);
