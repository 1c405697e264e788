using System.Text.Json.Serialization;

namespace Workbook.Kernel.Execution;

/// <summary>Something that a cell puts out; a cell's events come in order.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(StreamText), "stream")]
[JsonDerivedType(typeof(Displayed), "display")]
[JsonDerivedType(typeof(CellError), "error")]
[JsonDerivedType(typeof(InputRequest), "input")]
[JsonDerivedType(typeof(CellEnded), "ended")]
internal abstract record CellEvent;
