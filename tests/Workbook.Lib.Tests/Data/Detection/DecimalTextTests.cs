using System.Globalization;
using System.Text;
using Workbook.Data.Detection;
using Xunit;

namespace Workbook.Tests.Data.Detection;

public class DecimalTextTests
{
    // json.loads of Python 3, as bits.
    [Theory]
    [InlineData("0", 0x0000000000000000)]
    [InlineData("-0", 0x0000000000000000)]
    [InlineData("-0.0", 0x8000000000000000)]
    [InlineData("0.1", 0x3FB999999999999A)]
    [InlineData("249.44", 0x406F2E147AE147AE)]
    [InlineData("-249.44", 0xC06F2E147AE147AE)]
    [InlineData("1e23", 0x44B52D02C7E14AF6)]
    [InlineData("9007199254740993", 0x4340000000000000)]
    [InlineData("9007199254740992.5", 0x4340000000000000)]
    [InlineData("90071992547409.93", 0x42D47AE147AE147C)]
    [InlineData("123456789012345678", 0x437B69B4BA630F35)]
    [InlineData("1234567890123456789", 0x43B12210F47DE981)]
    [InlineData("12345678901234567890", 0x43E56A95319D63E1)]
    [InlineData("18446744073709551617", 0x43F0000000000000)]
    [InlineData("0.26710861921310425", 0x3FD1184EC0000000)]
    [InlineData("0.8999999999999999", 0x3FECCCCCCCCCCCCC)]
    [InlineData("2.2250738585072011e-308", 0x000FFFFFFFFFFFFF)]
    [InlineData("5e-324", 0x0000000000000001)]
    [InlineData("2e-324", 0x0000000000000000)]
    [InlineData("1.7976931348623157e308", 0x7FEFFFFFFFFFFFFF)]
    [InlineData("0.000000000000000001", 0x3C32725DD1D243AC)]
    [InlineData("0.0000000000000000001", 0x3BFD83C94FB6D2AC)]
    [InlineData("1E5", 0x40F86A0000000000)]
    [InlineData("1e-3", 0x3F50624DD2F1A9FC)]
    [InlineData("970.0430999999998", 0x408E505844D013A7)]
    [InlineData("1e-99999999999", 0x0000000000000000)]
    [InlineData("179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880", 0x7CD203AF9EE75615)]
    [InlineData("0.500000000000000166533453693773481063544750213623046875", 0x3FE0000000000002)]
    public void ToDouble_Text_AsPythonReadsIt(string text, ulong bits) =>
        Assert.Equal(bits, BitConverter.DoubleToUInt64Bits(DecimalText.ToDouble(Encoding.ASCII.GetBytes(text))));

    [Fact]
    public void ToDouble_RandomDoubles_RoundTrip()
    {
        var random = new Random(7);
        for (var i = 0; i < 200_000; i++)
        {
            var value = i % 2 == 0 ? BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)) : Math.Round(random.NextDouble() * 1000, i % 15);
            if (double.IsFinite(value))
                Assert.Equal(value, DecimalText.ToDouble(Encoding.ASCII.GetBytes(value.ToString("R", CultureInfo.InvariantCulture))));
        }
    }

    [Fact]
    public void ToDouble_RandomText_IsTheNearestDouble()
    {
        var random = new Random(8);
        for (var i = 0; i < 200_000; i++)
        {
            var digits = string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => (char)('0' + random.Next(10))));
            var text = (random.Next(2) == 0 ? "-" : "") + digits.Insert(random.Next(1, digits.Length + 1), ".") + "5";
            Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), DecimalText.ToDouble(Encoding.ASCII.GetBytes(text)));
        }
    }
}
