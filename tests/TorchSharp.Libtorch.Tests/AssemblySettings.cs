using Xunit.Sdk;
using Xunit.v3;

// The default generator, the default element type and the gradient switches are the process's own: tests that set them cannot run side by side.
[assembly: Parallelization(Mode = ParallelMode.None)]
