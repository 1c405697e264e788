namespace Workbook.Kernel.Formatting;

/// <summary>A value that a cell has shown, whose place can show another.</summary>
public sealed class DisplayedValue
{
    private readonly Action<object?> update;

    internal DisplayedValue(Action<object?> update) => this.update = update;

    /// <summary>Shows another value in its place.</summary>
    /// <param name="value">The value.</param>
    public void Update(object? value) => update(value);
}
