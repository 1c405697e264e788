using System.Numerics;
using Workbook.Data.Weights;
using Xunit;
using static Workbook.Tests.Data.Weights.Pickles;

namespace Workbook.Tests.Data.Weights;

public sealed class RestrictedUnpicklerTests
{
    public static TheoryData<string, byte[], string> Code => new()
    {
        { "GLOBAL", [.. "cposix\nsystem\n("u8, .. Text("true"), .. "tR."u8], "posix.system" },
        { "STACK_GLOBAL", [0x80, 4, .. Text("os"), .. Text("system"), 0x93, .. Text("true"), 0x85, .. "R."u8], "os.system" },
        { "eval", [.. Global("builtins", "eval"), .. Text("1"), 0x85, .. "R."u8], "builtins.eval" },
        { "eval of Python 2", [.. Global("__builtin__", "eval"), .. Text("1"), 0x85, .. "R."u8], "__builtin__.eval" },
        { "getattr", [.. Global("builtins", "getattr"), .. "."u8], "builtins.getattr" },
        { "attribute of an allowed name", [0x80, 4, .. Text("collections"), .. Text("OrderedDict.__init__.__globals__"), 0x93, .. "."u8], "OrderedDict.__init__" },
        { "module of an allowed name", [.. Global("torch.serialization", "load"), .. "."u8], "torch.serialization.load" },
        { "other storage", [.. Global("torch", "QInt8Storage"), .. "."u8], "torch.QInt8Storage" },
        { "object array", [.. Global("numpy.core.multiarray", "_reconstruct"), .. Global("collections", "OrderedDict"), 0x85, .. "R."u8], "collections.OrderedDict, expected numpy.ndarray" },
        { "INST", [.. "(iposix\nsystem\n."u8], "posix.system" },
        { "INST of an allowed name", [.. "(icollections\nOrderedDict\n."u8], "collections.OrderedDict is refused" },
        { "OBJ", [.. "("u8, .. Global("collections", "OrderedDict"), .. "o."u8], "instance of a class is refused" },
        { "NEWOBJ", [.. Global("collections", "OrderedDict"), .. ")"u8, 0x81, .. "."u8], "instance of a class is refused" },
        { "NEWOBJ_EX", [.. Global("collections", "OrderedDict"), .. ")}"u8, 0x92, .. "."u8], "instance of a class is refused" },
        { "EXT1", [0x82, 1, .. "."u8], "extensions is refused" },
        { "EXT4", [0x84, 1, 0, 0, 0, .. "."u8], "extensions is refused" },
        { "BUILD of a name", [.. Global("collections", "OrderedDict"), .. "}b."u8], "__setstate__ of collections.OrderedDict" },
        { "BUILD of a list", [.. "]}b."u8], "__setstate__ of list of 0" },
        { "BUILD of slots", [.. Global("collections", "OrderedDict"), .. ")RN}"u8, 0x86, .. "b."u8], "__setstate__ of dict of 0 with tuple of 2" },
        { "call of a storage class", [.. Global("torch", "FloatStorage"), .. ")R."u8], "a call of torch.FloatStorage" },
        { "call of a text", [.. Text("print"), .. ")R."u8], "a call of str \"print\"" },
        { "NEXT_BUFFER", [0x97, .. "."u8], "outside the pickle" },
        { "PERSID", [.. "P0\n."u8], "persistent id" },
    };

    [Theory]
    [MemberData(nameof(Code))]
    public void Load_WhatCouldRunCode_IsRefusedByName(string what, byte[] pickle, string expected)
    {
        var problem = Assert.Throws<InvalidDataException>(() => Load(pickle));
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.True(problem.Message.StartsWith("file: byte ", StringComparison.Ordinal), what);
    }

    [Fact]
    public void Load_RefusedName_TellsWhereAndWhy()
    {
        var problem = Assert.Throws<InvalidDataException>(() => Load([0x80, 2, .. "}"u8, .. Global("posix", "system")]));
        Assert.StartsWith("file: byte 3 of the pickle (Global): the name posix.system is refused: weights are tensors, arrays and plain containers", problem.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[]> Claims => new()
    {
        { "BINBYTES8 of 2^62", [0x8e, 0, 0, 0, 0, 0, 0, 0, 0x40, .. "."u8] },
        { "BINBYTES8 of 2^64 - 1", [0x8e, .. Enumerable.Repeat((byte)255, 8), .. "."u8] },
        { "BINUNICODE8 of 2^62", [0x8d, 0, 0, 0, 0, 0, 0, 0, 0x40, .. "."u8] },
        { "BYTEARRAY8 of 2^62", [0x96, 0, 0, 0, 0, 0, 0, 0, 0x40, .. "."u8] },
        { "BINUNICODE of 2^32 - 1", [.. "X"u8, 255, 255, 255, 255, .. "."u8] },
        { "BINBYTES of 2^31", [.. "B"u8, 0, 0, 0, 0x80, .. "."u8] },
        { "BINSTRING below 0", [.. "T"u8, 255, 255, 255, 255, .. "."u8] },
        { "LONG4 below 0", [0x8b, 255, 255, 255, 255, .. "."u8] },
        { "LONG1 of more than there is", [0x8a, 200, 1, .. "."u8] },
        { "LONG of many digits", [.. "L"u8, .. Enumerable.Repeat((byte)'9', 100_000), .. "L\n."u8] },
        { "memo that was not put", [.. "j"u8, 255, 255, 255, 255, .. "."u8] },
        { "memo of a huge index", [.. "g99999999999999999999999999\n."u8] },
        { "memo below 0", [.. "Np-1\n."u8] },
        { "no mark", "t."u8.ToArray() },
        { "pop below the mark", "N(a."u8.ToArray() },
        { "empty stack", "."u8.ToArray() },
        { "nothing", [] },
        { "no stop", "N"u8.ToArray() },
        { "protocol 6", [0x80, 6, .. "N."u8] },
        { "no instruction", [0, .. "."u8] },
        { "text that is not UTF-8", [0x8c, 1, 0xff, .. "."u8] },
        { "list as a key", "}]Ns."u8.ToArray() },
        { "key without a value", "}(Nu."u8.ToArray() },
        { "append to a dict", "}Na."u8.ToArray() },
        { "dict of a tensor", [0x80, 2, .. Global("torch._utils", "_rebuild_tensor_v2"), .. ")R."u8] },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public void Load_Malformed_ThrowsAndAllocatesLittle(string what, byte[] pickle)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => Load(pickle));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000_000, what);
    }

    [Theory]
    [InlineData(0x85)] // N, then tuples around it
    [InlineData((byte)']')] // lists, appended from the innermost out
    [InlineData((byte)'(')]
    public void Load_DeepNesting_Throws(byte opcode)
    {
        const int Depth = 1_000_000;
        byte[] pickle = [.. "N"u8, .. Enumerable.Repeat(opcode, Depth), .. Enumerable.Repeat((byte)(opcode == ']' ? 'a' : 't'), opcode == 0x85 ? 0 : Depth - 1), .. "."u8];
        Assert.Contains("nested deeper than 1000", Assert.Throws<InvalidDataException>(() => Load(pickle)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_BillionLaughs_SharesValues()
    {
        // Each list holds the one before it ten times: 10^30 in all, were they copied.
        byte[] pickle = [.. "]"u8, .. Enumerable.Range(0, 30).SelectMany(i => (byte[])[.. "q"u8, (byte)i, .. "0]("u8, .. Enumerable.Repeat((byte[])[.. "h"u8, (byte)i], 10).SelectMany(get => get), .. "e"u8]), .. "."u8];
        Assert.Equal(10, Assert.IsType<PickleList>(Load(pickle)).Count);
    }

    [Fact]
    public void Load_CopiesOfOneText_AreBounded()
    {
        byte[] call = [.. Global("_codecs", "encode"), .. "h"u8, 0, .. Text("latin1"), 0x86, .. "R0"u8];
        byte[] pickle = [.. "X"u8, 0, 0, 1, 0, .. new byte[65536], .. "q"u8, 0, .. Enumerable.Repeat(call, 1000).SelectMany(part => part), .. "."u8];
        Assert.Contains("copy more values", Assert.Throws<InvalidDataException>(() => Load(pickle)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TooManyInstructions_Throws()
    {
        var pickle = new byte[RestrictedUnpickler.MostSteps + 2];
        Array.Fill(pickle, (byte)'N');
        Assert.Contains("instructions", Assert.Throws<InvalidDataException>(() => Load(pickle)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_Cycles_AreValues()
    {
        var list = Assert.IsType<PickleList>(Load([.. "]q"u8, 0, .. "h"u8, 0, .. "a."u8]));
        Assert.Same(list, Assert.Single(list.Items));
        byte[] dict = [.. "}q"u8, 0, .. Text("model"), .. "h"u8, 0, .. "s."u8];
        using var stream = new MemoryStream(dict);
        using var weights = WeightsFile.Load(stream, "file");
        Assert.Empty(weights.Tensors);
    }

    [Theory]
    [InlineData("I-7\n.", -7L)]
    [InlineData("I01\n.", true)]
    [InlineData("L99L\n.", 99L)]
    [InlineData("F-2.5e1\n.", -25.0)]
    [InlineData("Finf\n.", double.PositiveInfinity)]
    [InlineData("Vgr\\u00fcn\\U0001F600\n.", "grün😀")]
    [InlineData("N.", null)]
    public void Load_TextOfProtocol0_GivesTheValue(string pickle, object? expected) => Assert.Equal(expected, Load(System.Text.Encoding.ASCII.GetBytes(pickle)));

    [Fact]
    public void Load_NumbersAndTexts_GiveTheValues()
    {
        Assert.Equal(-2L, Load(Int(-2).Append((byte)'.').ToArray()));
        Assert.Equal(1L << 40, Load([.. Long(1L << 40), .. "."u8]));
        Assert.Equal(BigInteger.Pow(2, 64), Load([0x8a, 9, 0, 0, 0, 0, 0, 0, 0, 0, 1, .. "."u8]));
        Assert.Equal(0L, Load([0x8a, 0, .. "."u8]));
        Assert.Equal(1.5, Load([.. "G"u8, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0, .. "."u8]));
        Assert.Equal("a'\n\u00e9\\", Assert.IsType<PickleBytes>(Load([.. @"S'a\'\n\xe9\\'"u8, .. "\n."u8])).Text);
        Assert.Null(Assert.IsType<PickleBytes>(Load([.. "C"u8, 1, 9, .. "."u8])).Text);
    }

    [Theory]
    [InlineData(6, 0, new long[] { 2, 3 }, new long[] { 3, 1 }, null)]
    [InlineData(6, 5, new long[] { }, new long[] { }, null)]
    [InlineData(6, 6, new long[] { 0, 5 }, new long[] { 9, 9 }, null)]
    [InlineData(6, 1, new long[] { 2, 3 }, new long[] { 3, 1 }, "ends at 6 of a storage of 6")]
    [InlineData(6, -1, new long[] { 2 }, new long[] { 1 }, "at element -1")]
    [InlineData(6, 7, new long[] { 0 }, new long[] { 1 }, "at element 7")]
    [InlineData(6, 0, new long[] { 2, 3 }, new long[] { 3, 2 }, "ends at 7")]
    [InlineData(6, 5, new long[] { 2 }, new long[] { -1 }, "are negative")]
    [InlineData(6, 0, new long[] { -2, -3 }, new long[] { 1, 1 }, "negative size")]
    [InlineData(6, 0, new long[] { 2, 2 }, new long[] { 1 }, "as many strides as sizes")]
    [InlineData(6, 0, new long[] { 3 }, new long[] { long.MaxValue }, "ends at 18446744073709551614")]
    [InlineData(6, 0, new[] { 1L << 32, 1L << 32 }, new long[] { 0, 0 }, "too large")]
    [InlineData(6, 0, new[] { 1L << 40 }, new long[] { 0 }, "expanded tensors are not weights")]
    [InlineData(-1, 0, new long[] { 0 }, new long[] { 1 }, "persistent id")]
    public void Load_TensorOfAStorage_LiesInside(int count, long offset, long[] size, long[] stride, string? expected)
    {
        var pickle = Tensor("0", count, offset, size, stride);
        if (expected is null)
            Assert.Equal(size, Assert.IsType<TorchTensor>(Assert.IsType<PickleDict>(Load(pickle))["w"]).Size);
        else
            Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Load(pickle)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_StorageThatSaysOtherwiseLater_Throws()
    {
        byte[] pickle = [.. TensorHead("0", 6), .. TensorHead("0", 7), .. "."u8];
        Assert.Contains("7 x Float32 here, and 6 x Float32 before", Assert.Throws<InvalidDataException>(() => Load(pickle)).Message, StringComparison.Ordinal);
    }
}
