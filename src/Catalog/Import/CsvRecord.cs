using System.Text;

namespace LlmRec.Catalog.Import;

/// <summary>One record of a CSV file (RFC 4180, §2), taken in line by line: a field in quotes may go on over several lines.</summary>
internal sealed class CsvRecord
{
    private readonly List<string> _fields = [];
    private readonly StringBuilder _field = new();
    private At _at = At.FieldStart;

    private enum At
    {
        FieldStart,
        Plain,
        Quoted,
        QuoteInQuoted,
    }

    /// <summary>The fields; whole once <see cref="IsOpen"/> is false.</summary>
    public IReadOnlyList<string> Fields => _fields;

    /// <summary>Whether a quote is still open, so that the next line belongs to the record too.</summary>
    public bool IsOpen => _at == At.Quoted;

    /// <summary>Takes in a line, without its line end.</summary>
    /// <returns>False when something stands behind a closing quote: this is no record.</returns>
    public bool TryAdd(ReadOnlySpan<char> line)
    {
        if (IsOpen)
        {
            _field.Append('\n');
        }

        foreach (var c in line)
        {
            switch (_at, c)
            {
                case (At.FieldStart, '"'):
                    _at = At.Quoted;
                    break;
                case (At.Quoted, '"'):
                    _at = At.QuoteInQuoted;
                    break;
                case (not At.Quoted, ','):
                    EndField();
                    break;
                case (At.QuoteInQuoted, not '"'):
                    return false;
                default:
                    _field.Append(c);
                    _at = _at == At.FieldStart ? At.Plain : _at == At.QuoteInQuoted ? At.Quoted : _at;
                    break;
            }
        }

        if (!IsOpen)
        {
            EndField();
        }

        return true;
    }

    private void EndField()
    {
        _fields.Add(_field.ToString());
        _field.Clear();
        _at = At.FieldStart;
    }
}
