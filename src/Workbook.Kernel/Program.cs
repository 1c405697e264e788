using Workbook.Kernel.Jupyter;
using Workbook.Kernel.Protocol;

switch (args)
{
    case ["session", var pipe]:
        return SessionServer.Run(pipe);
    case ["jupyter", var connectionFile]:
        try
        {
            JupyterKernel.Run(connectionFile, Console.Error);
            return 0;
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException or DllNotFoundException)
        {
            Console.Error.WriteLine($"workbook: {problem.Message}");
            return 1;
        }
    default:
        Console.Error.WriteLine("This program runs the cells of a notebook and is started by others; use: workbook notebook run FILE, or workbook kernel install");
        return 2;
}
