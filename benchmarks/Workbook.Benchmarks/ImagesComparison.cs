using Workbook.Data.Images;
using Workbook.Data.Transforms;

namespace Workbook.Benchmarks;

/// <summary>
/// Decode + resize 800/1333 + flip + normalise to planes of float32, on one thread, against PIL + torchvision and against what detectron2's
/// mapper does (peers/images.py), in turns. In CPU time, so that a busy machine does not blur it.
/// </summary>
internal static class ImagesComparison
{
    private const int Passes = 7, Numbers = 4;
    private static readonly string[] Names = ["PIL + torchvision", "PIL + numpy, as detectron2", "here"];

    public static void Run(string folder)
    {
        var photos = Directory.GetFiles(folder, "*.jpg").Order(StringComparer.Ordinal).ToArray();
        if (photos.Length == 0)
            throw new ArgumentException($"'{folder}' has no *.jpg; name a folder of photos.", nameof(folder));
        using var peer = new PeerProcess("images.py", folder);
        var planes = new float[3 * 1333 * 1333];
        var buffer = new byte[1];
        var times = Names.ToDictionary(name => name, _ => new List<double[]>());
        for (var pass = -3; pass < Passes; pass++)
        {
            var answers = pass < -1 ? [] : peer.Measure(1);
            var own = Pass(photos, planes, ref buffer);
            if (pass < 0)
                continue;
            times[Names[0]].Add(answers[..Numbers]);
            times[Names[1]].Add(answers[Numbers..]);
            times[Names[2]].Add(own);
        }

        Console.WriteLine($"Decode + resize 800/1333 + flip + normalise, {photos.Length} photos, one thread, {Passes} alternating passes; CPU ms an image, medians");
        Console.WriteLine($"{"",-27} {"decode",8} {"resize",8} {"rest",8} {"all",8} {"user",8} {"images/s",9} {"it / here",10} {"by user time",13}");
        var here = times["here"];
        foreach (var name in Names)
        {
            var (decode, resize, rest) = (Median(times[name], 1), Median(times[name], 2), Median(times[name], 3));
            var (all, user) = (decode + resize + rest, Median(times[name], 0));
            var (ownAll, ownUser) = (Median(here, 1) + Median(here, 2) + Median(here, 3), Median(here, 0));
            FormattableString numbers = $"{decode,8:F2} {resize,8:F2} {rest,8:F2} {all,8:F2} {user,8:F2} {1000 / all,9:F1} {all / ownAll,10:F2} {user / ownUser,13:F2}";
            Console.WriteLine($"{name,-27} {FormattableString.Invariant(numbers)}");
        }
        Console.WriteLine(FormattableString.Invariant(
            $"Decoding is {100 * Median(here, 1) / (Median(here, 1) + Median(here, 2)):F0} % of the time here; resize, flip and normalise are one pass, under \"resize\"."));
    }

    private static double Median(List<double[]> passes, int number) => Comparisons.Median([.. passes.Select(pass => pass[number])]);

    // User time, then user and system time of decoding and of the rest, in ms an image.
    private static unsafe double[] Pass(string[] photos, float[] planes, ref byte[] buffer)
    {
        TimeSpan decoding = default, transforming = default;
        var user = Environment.CpuUsage.UserTime;
        foreach (var photo in photos)
        {
            var start = Environment.CpuUsage.TotalTime;
            var image = ImageFile.Load(photo, buffer);
            buffer = image.Buffer;
            var decoded = Environment.CpuUsage.TotalTime;
            var (height, width) = ResizeShortestEdge.Standard.Size(image.Height, image.Width, 800);
            fixed (float* to = planes)
                BilinearResize.Run(image, height, width, isFlipped: true, new NormalisedRows(PixelNormalisation.Torchvision, width, to, width, (long)height * width));
            (decoding, transforming) = (decoding + decoded - start, transforming + Environment.CpuUsage.TotalTime - decoded);
        }
        user = Environment.CpuUsage.UserTime - user;
        return [.. new[] { user, decoding, transforming, default }.Select(time => time.TotalMilliseconds / photos.Length)];
    }
}
