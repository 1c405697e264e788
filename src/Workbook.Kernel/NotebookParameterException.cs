namespace Workbook.Kernel;

/// <summary>Parameters were given that the notebook does not take.</summary>
public sealed class NotebookParameterException : ArgumentException
{
    /// <summary>A value of the wrong type, or parameters for a notebook without any.</summary>
    public NotebookParameterException(string message)
        : base(message)
    {
    }

    /// <summary>A name that the notebook does not declare.</summary>
    /// <param name="unknown">The name.</param>
    /// <param name="known">The names that it declares.</param>
    public NotebookParameterException(string unknown, IReadOnlyList<string> known)
        : base($"The notebook has no parameter \"{unknown}\". It has: {(known.Count == 0 ? "none" : string.Join(", ", known))}.")
    {
        Unknown = unknown;
        Known = known;
    }

    /// <summary>The name that the notebook does not declare; null where something else is wrong.</summary>
    public string? Unknown { get; }

    /// <summary>The names that the notebook declares; empty where something else is wrong.</summary>
    public IReadOnlyList<string> Known { get; } = [];
}
