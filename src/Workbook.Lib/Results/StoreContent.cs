namespace Workbook.Results;

/// <summary>All records of a profile.</summary>
/// <param name="Records">The records that could be read, in the order of their file names.</param>
/// <param name="Problems">One message, naming the file, for each that could not.</param>
public sealed record StoreContent(IReadOnlyList<StoredRecord> Records, IReadOnlyList<string> Problems);
