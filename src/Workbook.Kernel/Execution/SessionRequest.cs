using System.Text.Json.Serialization;

namespace Workbook.Kernel.Execution;

/// <summary>Something that a session is told.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(CellRequest), "cell")]
[JsonDerivedType(typeof(InputReply), "input")]
internal abstract record SessionRequest;
