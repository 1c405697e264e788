using Xunit;

namespace Workbook.Tests.Models;

/// <summary>Tests that count the tensors of the whole process or draw from its random state: nothing else may run beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
