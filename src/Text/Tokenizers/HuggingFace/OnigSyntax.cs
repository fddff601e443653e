using System.Text;
using System.Text.Json;

namespace LlmRec.Text.Tokenizers.HuggingFace;

/// <summary>
/// Writes an expression of Oniguruma's (Ruby) syntax as .NET's: possessive quantifiers become atomic groups, <c>\w</c> is
/// spelt out, <c>\x{…}</c> becomes <c>\u…</c>. What would be read otherwise by .NET without an error is refused.
/// </summary>
internal static class OnigSyntax
{
    private const string WordCategories = @"\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\u24B6-\u24E9";

    /// <summary>Rewrites an expression.</summary>
    /// <exception cref="JsonException">A set in a set, or an intersection of sets.</exception>
    public static string ToDotNet(string expression)
    {
        var written = new StringBuilder(expression.Length);
        var groups = new Stack<int>();
        var atom = 0;
        for (var i = 0; i < expression.Length;)
        {
            var start = written.Length;
            switch (expression[i])
            {
                case '[':
                    i = Set(expression, i, written);
                    atom = start;
                    break;
                case '\\':
                    i = Escape(expression, i, written, inSet: false);
                    atom = start;
                    break;
                case '(':
                    groups.Push(start);
                    written.Append('(');
                    // The marks of a group are no quantifier.
                    for (i++; i < expression.Length && i >= 1 && expression[i] == '?' && expression[i - 1] == '('; i++)
                    {
                        written.Append('?');
                    }

                    break;
                case ')':
                    atom = groups.TryPop(out var opened) ? opened : start;
                    written.Append(')');
                    i++;
                    break;
                case '?' or '*' or '+' or '{':
                    i = Quantifier(expression, i, written, atom);
                    break;
                default:
                    written.Append(expression[i++]);
                    atom = start;
                    break;
            }
        }

        return written.ToString();
    }

    private static int Quantifier(string expression, int at, StringBuilder written, int atom)
    {
        var closing = expression[at] == '{' ? expression.IndexOf('}', at) : at;
        if (closing < 0)
        {
            written.Append(expression[at]);
            return at + 1;
        }

        written.Append(expression, at, closing + 1 - at);
        var next = closing + 1;
        if (next < expression.Length && expression[next] == '?')
        {
            written.Append('?');
            return next + 1;
        }

        if (next < expression.Length && expression[next] == '+')
        {
            // After an interval, + repeats it; after the others it forbids to give back.
            written.Insert(atom, expression[at] == '{' ? "(?:" : "(?>").Append(expression[at] == '{' ? ")+" : ")");
            return next + 1;
        }

        return next;
    }

    private static int Set(string expression, int at, StringBuilder written)
    {
        written.Append('[');
        var i = at + 1;
        if (i < expression.Length && expression[i] == '^')
        {
            written.Append('^');
            i++;
        }

        while (i < expression.Length && expression[i] != ']')
        {
            if (expression[i] == '[' || (expression[i] == '&' && i + 1 < expression.Length && expression[i + 1] == '&'))
            {
                throw new JsonException($"the pattern \"{expression}\" has a set in a set, which is not known here");
            }

            if (expression[i] == '\\')
            {
                i = Escape(expression, i, written, inSet: true);
            }
            else
            {
                written.Append(expression[i++]);
            }
        }

        if (i == expression.Length)
        {
            throw new JsonException($"the pattern \"{expression}\" has a set that does not end");
        }

        written.Append(']');
        return i + 1;
    }

    private static int Escape(string expression, int at, StringBuilder written, bool inSet)
    {
        var rest = expression.AsSpan(at);
        if (rest.StartsWith("\\w", StringComparison.Ordinal))
        {
            written.Append(inSet ? WordCategories : $"[{WordCategories}]");
            return at + 2;
        }

        if (rest.StartsWith("\\W", StringComparison.Ordinal) && !inSet)
        {
            written.Append($"[^{WordCategories}]");
            return at + 2;
        }

        var end = rest.IndexOf('}');
        if (rest.StartsWith("\\x{", StringComparison.Ordinal) && end is > 3 and <= 7)
        {
            written.Append("\\u").Append(rest[3..end].ToString().PadLeft(4, '0'));
            return at + end + 1;
        }

        var length = rest.Length > 2 && rest[1] is 'p' or 'P' && rest[2] == '{' && end > 0 ? end + 1 : Math.Min(2, rest.Length);
        written.Append(rest[..length]);
        return at + length;
    }
}
