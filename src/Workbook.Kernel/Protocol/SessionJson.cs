using System.Text.Json.Serialization;
using Workbook.Kernel.Execution;

namespace Workbook.Kernel.Protocol;

/// <summary>What the runner and the session say to each other: one JSON value a line.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 512)]
[JsonSerializable(typeof(SessionRequest))]
[JsonSerializable(typeof(CellEvent))]
internal sealed partial class SessionJson : JsonSerializerContext;
