using Workbook.Data.Transforms;
using Xunit;

namespace Workbook.Tests.Data.Transforms;

public sealed class ResizeShortestEdgeTests
{
    // By hand: 480 x 640 scales by 5/3 to 800 x 1066.67; 427 x 640 by 800/427 to 1199.06; 300 x 640 would be 1706.67 wide, so by 1333/640.
    [Theory]
    [InlineData(480, 640, 800, 800, 1067)]
    [InlineData(640, 480, 800, 1067, 800)]
    [InlineData(427, 640, 800, 800, 1199)]
    [InlineData(300, 640, 800, 625, 1333)]
    [InlineData(500, 500, 640, 640, 640)]
    [InlineData(1000, 4000, 800, 333, 1333)]
    [InlineData(1, 5000, 800, 1, 1333)]
    public void Size_ShortestEdge_AsComputedByHand(int height, int width, int edge, int newHeight, int newWidth) =>
        Assert.Equal((newHeight, newWidth), ResizeShortestEdge.Standard.Size(height, width, edge));

    [Fact]
    public void Constructor_NoLength_Throws()
    {
        Assert.Throws<ArgumentException>(() => new ResizeShortestEdge([], 1333));
        Assert.Throws<ArgumentException>(() => new ResizeShortestEdge([800, 0], 1333));
    }
}
