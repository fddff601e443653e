using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace LlmRec.Testing.Qdrant.Wire;

/// <summary>
/// A request's JSON, read as Qdrant's parser (serde_json) reads it: the same errors at the same columns. Unlike
/// <see cref="JsonNode.Parse(string, JsonNodeOptions?, System.Text.Json.JsonDocumentOptions)"/> it knows where a number ended.
/// </summary>
internal sealed class JsonBody
{
    private readonly Dictionary<JsonNode, int> _ends = new(ReferenceEqualityComparer.Instance);
    private readonly string _text;
    private int _at;

    private JsonBody(string text) => _text = text;

    public JsonNode? Root { get; private set; }

    /// <summary>The body's text.</summary>
    public string Text => _text;

    /// <summary>Where the body ends, as Qdrant says it.</summary>
    public string End => Position(_text.Length);

    public static JsonBody Parse(string text)
    {
        var body = new JsonBody(text);
        body.Root = body.Value();
        body.SkipSpace();
        return body._at == text.Length ? body : throw body.Error("trailing characters", body._at + 1);
    }

    /// <summary>Where a negative whole number ended, as Qdrant says it.</summary>
    public string EndOf(JsonNode number) => Position(_ends[number]);

    private JsonNode? Value()
    {
        SkipSpace();
        switch (Peek())
        {
            case '{':
                return Object();
            case '[':
                return Array();
            case '"':
                return JsonValue.Create(String());
            case 't':
                Word("true");
                return JsonValue.Create(true);
            case 'f':
                Word("false");
                return JsonValue.Create(false);
            case 'n':
                Word("null");
                return null;
            case '-' or (>= '0' and <= '9'):
                return Number();
            case '\0' when _at >= _text.Length:
                throw Error("EOF while parsing a value", _at);
            default:
                throw Error("expected value", _at + 1);
        }
    }

    private JsonObject Object()
    {
        var value = new JsonObject();
        _at++;
        SkipSpace();
        while (Peek() != '}')
        {
            Expect('"', "key must be a string", "an object");
            var key = String();
            SkipSpace();
            Expect(':', "expected `:`", "an object");
            _at++;
            value[key] = Value();
            Separator('}', "expected `,` or `}`", "an object");
        }

        _at++;
        return value;
    }

    private JsonArray Array()
    {
        var value = new JsonArray();
        _at++;
        SkipSpace();
        while (Peek() != ']')
        {
            if (_at >= _text.Length)
            {
                throw Error("EOF while parsing a list", _at);
            }

            value.Add(Value());
            Separator(']', "expected `,` or `]`", "a list");
        }

        _at++;
        return value;
    }

    private void Separator(char end, string message, string within)
    {
        SkipSpace();
        if (Peek() == end)
        {
            return;
        }

        Expect(',', message, within);
        _at++;
        SkipSpace();
        if (Peek() == end)
        {
            throw Error("trailing comma", _at + 1);
        }
    }

    private string String()
    {
        var text = new StringBuilder();
        for (_at++; Peek() != '"'; _at++)
        {
            if (_at >= _text.Length)
            {
                throw Error("EOF while parsing a string", _at);
            }

            if (_text[_at] < ' ')
            {
                throw Error("control character (\\u0000-\\u001F) found while parsing a string", _at + 1);
            }

            text.Append(_text[_at] == '\\' ? Escaped() : _text[_at]);
        }

        _at++;
        return text.ToString();
    }

    private char Escaped()
    {
        _at++;
        if (Peek() == 'u' && _at + 4 < _text.Length)
        {
            _at += 4;
            return (char)int.Parse(_text.AsSpan(_at - 3, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }

        return Peek() switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\b',
            'f' => '\f',
            '"' or '\\' or '/' => _text[_at],
            _ => throw Error("invalid escape", _at + 1),
        };
    }

    private JsonValue Number()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || "+-.eE".Contains(_text[_at])))
        {
            _at++;
        }

        var text = _text.AsSpan(start, _at - start);
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var unsigned))
        {
            return JsonValue.Create(unsigned);
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var signed))
        {
            var negative = JsonValue.Create(signed);
            _ends[negative] = _at;
            return negative;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
            ? JsonValue.Create(real)
            : throw Error("invalid number", _at);
    }

    private void Word(string word)
    {
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
        {
            throw Error("expected ident", _at + 1);
        }

        _at += word.Length;
    }

    private void Expect(char wanted, string message, string within)
    {
        if (Peek() != wanted)
        {
            throw _at >= _text.Length ? Error($"EOF while parsing {within}", _at) : Error(message, _at + 1);
        }
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private QdrantError Error(string message, int column) => QdrantError.Format(message + Position(column));

    private string Position(int upTo)
    {
        var before = _text.AsSpan(0, Math.Min(upTo, _text.Length));
        var lastBreak = before.LastIndexOf('\n');
        return $" at line {before.Count('\n') + 1} column {upTo - lastBreak - 1}";
    }
}
