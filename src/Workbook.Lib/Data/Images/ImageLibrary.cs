namespace Workbook.Data.Images;

/// <summary>Calls into the system's image libraries, which a machine may lack.</summary>
internal static class ImageLibrary
{
    /// <summary>Says how to install the library where it is missing, or too old.</summary>
    public static T Call<T>(string file, string package, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new InvalidOperationException(
                $"{file} is needed to read and write this image and cannot be used: {e.Message} Install it (Debian: apt-get install {package}).", e);
        }
    }
}
