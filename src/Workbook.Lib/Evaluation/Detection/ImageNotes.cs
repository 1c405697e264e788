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
            note.IsListed = true;
        }
        if (truth.Negative is { } negative)
            foreach (var image in negative[category])
                _notes[image].IsListed = true;
        if (truth.NotExhaustive is { } notExhaustive)
            foreach (var image in notExhaustive[category])
                _notes[image].IsNotExhaustive = true;
    }

    /// <summary>Clears the notes of a category.</summary>
    public void Leave(ReadOnlySpan<int> annotations, GroundTruth truth, int category, ReadOnlySpan<int> detections, DetectionQueue queue)
    {
        foreach (var annotation in annotations)
            _notes[truth.ImageOf(annotation)] = default;
        foreach (var image in truth.Negative is { } negative ? negative[category] : default)
            _notes[image] = default;
        foreach (var image in truth.NotExhaustive is { } notExhaustive ? notExhaustive[category] : default)
            _notes[image] = default;
        foreach (var detection in detections)
            _notes[queue.ImageOf(detection)] = default;
    }
}
