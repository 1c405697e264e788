namespace Workbook.Evaluation.Detection;

/// <summary>Notes on all images; entering and leaving a category touches only the images that have to do with it.</summary>
internal sealed class ImageNotes(int images)
{
    private readonly ImageNote[] _notes = new ImageNote[images];

    /// <summary>The note on an image.</summary>
    public ref ImageNote this[int image] => ref _notes[image];

    /// <summary>Notes what is annotated and listed of a category.</summary>
    public void Enter(ReadOnlySpan<int> annotations, GroundTruth truth, int category)
    {
        for (var i = 0; i < annotations.Length; i++)
        {
            ref var note = ref _notes[truth.ImageOf(annotations[i])];
            if (note.Objects++ == 0)
                note.FirstObject = i;
        }
        if (truth.NotExhaustive is { } notExhaustive)
            foreach (var image in notExhaustive[category])
                _notes[image].IsNotExhaustive = true;
    }

    /// <summary>Clears the notes of a category.</summary>
    /// <returns>The images that had an annotation or a detection, and the most detections of one.</returns>
    public (int Images, int MostDetections) Leave(
        ReadOnlySpan<int> annotations, GroundTruth truth, int category, ReadOnlySpan<QueuedDetection> detections)
    {
        var (images, most) = (0, 0);
        foreach (var annotation in annotations)
            Clear(truth.ImageOf(annotation), ref images, ref most);
        foreach (ref readonly var detection in detections)
            Clear(detection.Image, ref images, ref most);
        foreach (var image in truth.NotExhaustive is { } notExhaustive ? notExhaustive[category] : default)
            _notes[image] = default;
        return (images, most);
    }

    private void Clear(int image, ref int images, ref int most)
    {
        ref var note = ref _notes[image];
        if (note.Objects + note.Detections > 0)
            images++;
        most = Math.Max(most, note.Detections);
        note = default;
    }
}
