using Opcode = Workbook.Data.Weights.PickleOpcode;

namespace Workbook.Data.Weights;

/// <summary>
/// Reads pickles of weights: None, bool, int (<see cref="long"/>), float (<see cref="double"/>), str, bytes, list, tuple, dict, OrderedDict, tensors
/// of torch and arrays of NumPy. Names of anything else are refused, so that no file runs code. Work and memory are bounded by the pickle's
/// length, and nothing recurses.
/// </summary>
internal sealed class RestrictedUnpickler
{
    /// <summary>Most instructions; a file of weights has a few dozen a tensor.</summary>
    internal const int MostSteps = 4_000_000;

    private const int NewestProtocol = 5;
    private readonly PickleInput _input;
    private readonly PickleGlobals _globals;
    private readonly Func<object?, object>? _persistent;
    private readonly PickleStack _stack = new();
    private readonly Dictionary<long, object?> _memo = [];

    private RestrictedUnpickler(ReadOnlyMemory<byte> data, Func<object?, object>? persistent)
    {
        _input = new PickleInput(data);
        _globals = new PickleGlobals(data.Length);
        _persistent = persistent;
    }

    /// <summary>Reads one pickle.</summary>
    /// <param name="data">The pickle; bytes may follow it. Values keep pieces of it.</param>
    /// <param name="source">Named in messages.</param>
    /// <param name="persistent">What a persistent id stands for; null where the file has none.</param>
    /// <param name="length">Bytes of the pickle.</param>
    /// <exception cref="InvalidDataException">The pickle is damaged, too large, or names what is not of weights: with the position.</exception>
    internal static object? Load(ReadOnlyMemory<byte> data, string source, Func<object?, object>? persistent, out int length)
    {
        var unpickler = new RestrictedUnpickler(data, persistent);
        var start = 0;
        try
        {
            for (var step = 0; step < MostSteps; step++)
            {
                start = unpickler._input.Position;
                var opcode = (Opcode)unpickler._input.Byte();
                if (opcode == Opcode.Stop)
                {
                    length = unpickler._input.Position;
                    return unpickler._stack.Pop();
                }
                unpickler.Step(opcode);
            }
            throw new FormatException($"more than {MostSteps} instructions");
        }
        catch (FormatException problem)
        {
            var opcode = start < data.Length ? $" ({(Opcode)data.Span[start]})" : "";
            throw new InvalidDataException($"{source}: byte {start} of the pickle{opcode}: {problem.Message}.", problem);
        }
    }

    private void Step(Opcode opcode)
    {
        if (Literal(opcode, out var value))
            _stack.Push(value);
        else if (!Arrange(opcode))
            Construct(opcode);
    }

    /// <summary>Instructions that push a value of their own.</summary>
    private bool Literal(Opcode opcode, out object? value)
    {
        value = opcode switch
        {
            Opcode.None => null,
            Opcode.NewTrue => true,
            Opcode.NewFalse => false,
            Opcode.BinInt => (long)_input.Int32(),
            Opcode.BinInt1 => (long)_input.Byte(),
            Opcode.BinInt2 => (long)_input.UInt16(),
            Opcode.Long1 => PickleNumbers.FromBytes(_input.Take(_input.Byte()).Span),
            Opcode.Long4 => PickleNumbers.FromBytes(_input.Take(_input.UInt32()).Span),
            Opcode.Int => PickleNumbers.Int(_input.AsciiLine()),
            Opcode.Long => PickleNumbers.Long(_input.AsciiLine()),
            Opcode.Float => PickleNumbers.Float(_input.AsciiLine()),
            Opcode.BinFloat => _input.BigEndianDouble(),
            Opcode.String => PickleEscapes.Quoted(_input.Line().Span),
            Opcode.BinString => new PickleBytes(_input.Take(_input.UInt32()), isText: true),
            Opcode.ShortBinString => new PickleBytes(_input.Take(_input.Byte()), isText: true),
            Opcode.BinBytes => new PickleBytes(_input.Take(_input.UInt32()), isText: false),
            Opcode.ShortBinBytes => new PickleBytes(_input.Take(_input.Byte()), isText: false),
            Opcode.BinBytes8 or Opcode.ByteArray8 => new PickleBytes(_input.Take(_input.UInt64()), isText: false),
            Opcode.Unicode => PickleEscapes.RawUnicode(_input.Line().Span),
            Opcode.BinUnicode => _input.Utf8(_input.UInt32()),
            Opcode.ShortBinUnicode => _input.Utf8(_input.Byte()),
            Opcode.BinUnicode8 => _input.Utf8(_input.UInt64()),
            Opcode.EmptyTuple => new PickleTuple([]),
            Opcode.EmptyList or Opcode.EmptySet => new PickleList([]),
            Opcode.EmptyDict => new PickleDict(),
            _ => this,
        };
        return value != this;
    }

    /// <summary>Instructions on the stack, the memo and containers.</summary>
    private bool Arrange(Opcode opcode)
    {
        switch (opcode)
        {
            case Opcode.Proto:
                if (_input.Byte() is > NewestProtocol and var protocol)
                    throw new FormatException($"protocol {protocol}, expected at most {NewestProtocol}");
                break;
            case Opcode.Frame: // a hint about buffering
                _input.UInt64();
                break;
            case Opcode.Mark:
                _stack.Mark();
                break;
            case Opcode.Pop when _stack.Count == 0:
            case Opcode.PopMark:
                _stack.PopToMark();
                break;
            case Opcode.Pop:
                _stack.Pop();
                break;
            case Opcode.Dup:
                _stack.Push(_stack.Peek());
                break;
            case Opcode.Put:
                _memo[Index(_input.AsciiLine())] = _stack.Peek();
                break;
            case Opcode.BinPut:
                _memo[_input.Byte()] = _stack.Peek();
                break;
            case Opcode.LongBinPut:
                _memo[_input.UInt32()] = _stack.Peek();
                break;
            case Opcode.Memoize:
                _memo[_memo.Count] = _stack.Peek();
                break;
            case Opcode.Get:
                _stack.Push(Memo(Index(_input.AsciiLine())));
                break;
            case Opcode.BinGet:
                _stack.Push(Memo(_input.Byte()));
                break;
            case Opcode.LongBinGet:
                _stack.Push(Memo(_input.UInt32()));
                break;
            case Opcode.Tuple:
            case Opcode.FrozenSet:
                _stack.Push(new PickleTuple(_stack.PopToMark()));
                break;
            case Opcode.Tuple1 or Opcode.Tuple2 or Opcode.Tuple3:
                _stack.Push(new PickleTuple(_stack.Pop(opcode - Opcode.Tuple1 + 1)));
                break;
            case Opcode.List:
                _stack.Push(new PickleList(_stack.PopToMark()));
                break;
            case Opcode.Dict:
                var dict = new PickleDict();
                dict.Set(_stack.PopToMark());
                _stack.Push(dict);
                break;
            case Opcode.Append:
                Append(_stack.Pop(1));
                break;
            case Opcode.Appends:
            case Opcode.AddItems:
                Append(_stack.PopToMark());
                break;
            case Opcode.SetItem:
                SetItems(_stack.Pop(2));
                break;
            case Opcode.SetItems:
                SetItems(_stack.PopToMark());
                break;
            default:
                return false;
        }
        return true;
    }

    /// <summary>Instructions that make objects.</summary>
    private void Construct(Opcode opcode)
    {
        switch (opcode)
        {
            case Opcode.Global:
                _stack.Push(_globals.Find(_input.AsciiLine(), _input.AsciiLine()));
                break;
            case Opcode.StackGlobal:
                _stack.Push(_stack.Pop(2) is [string module, string name] ? _globals.Find(module, name) : throw new FormatException("a name that is not two texts"));
                break;
            case Opcode.Reduce:
                var (called, arguments) = (_stack.Pop(2) is [var first, PickleTuple tuple]) ? (first, tuple.Items) : throw new FormatException("a call without a tuple of arguments");
                _stack.Push(called is PickleGlobal { Call: { } call }
                    ? call(arguments)
                    : throw new FormatException($"a call of {PickleText.Describe(called)}, which files of weights do not call"));
                break;
            case Opcode.Build:
                Build(_stack.Pop());
                break;
            case Opcode.BinPersId:
                _stack.Push(_persistent is null ? throw new FormatException("a persistent id in a file that has no storages") : _persistent(_stack.Pop()));
                break;
            case Opcode.Inst:
                var known = _globals.Find(_input.AsciiLine(), _input.AsciiLine());
                throw new FormatException($"an instance of {PickleText.Describe(known)} is refused: weights do not need it");
            case Opcode.Obj:
            case Opcode.NewObj:
            case Opcode.NewObjEx:
                throw new FormatException("an instance of a class is refused: weights are tensors, arrays and plain containers");
            case Opcode.Ext1 or Opcode.Ext2 or Opcode.Ext4:
                throw new FormatException("a name from Python's registry of extensions is refused");
            case Opcode.NextBuffer or Opcode.ReadOnlyBuffer:
                throw new FormatException("a buffer outside the pickle is refused: a file has none");
            case Opcode.PersId:
                throw new FormatException("a persistent id as a line of text is refused: torch.save writes none");
            default:
                throw new FormatException($"byte 0x{(byte)opcode:x2} is no instruction of a pickle");
        }
    }

    /// <summary><c>__setstate__</c>, of what has a state here.</summary>
    private void Build(object? state)
    {
        switch (_stack.Peek())
        {
            case PickleDict dict when state is PickleDict attributes:
                dict.Attributes = attributes;
                break;
            case NumpyArray array:
                array.SetState(state);
                break;
            case NumpyType:
                NumpyType.Require(state);
                break;
            case var target:
                throw new FormatException($"__setstate__ of {PickleText.Describe(target)} with {PickleText.Describe(state)} is refused");
        }
    }

    private void Append(object?[] items)
    {
        if (_stack.Peek() is not PickleList list)
            throw new FormatException($"append to {PickleText.Describe(_stack.Peek())}, expected a list");
        list.Add(items);
    }

    private void SetItems(object?[] pairs)
    {
        if (_stack.Peek() is not PickleDict dict)
            throw new FormatException($"a key set in {PickleText.Describe(_stack.Peek())}, expected a dict");
        dict.Set(pairs);
    }

    private object? Memo(long index) =>
        _memo.TryGetValue(index, out var value) ? value : throw new FormatException($"value {index} of the memo was never put there");

    private static long Index(string line) =>
        PickleNumbers.Int(line) is long and >= 0 and var index ? index : throw new FormatException($"\"{PickleText.Short(line)}\" as an index of the memo");
}
