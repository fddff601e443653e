using System.Text;
using System.Text.RegularExpressions;

namespace LlmRec.Reclm.Grammar;

/// <summary>
/// A context-free grammar whose alternatives may ask for features, as agreement, register and what the evidence holds are. A
/// file has a rule a paragraph: <c>name:</c>, then alternatives a line or between <c>|</c>. An alternative may begin with
/// <c>[these !not-these]</c>, the first of a line for the others too; in it, <c>&lt;name&gt;</c> is a rule, <c>{slot}</c> a value and <c>~</c> nothing. <c>#</c> begins a comment.
/// </summary>
internal sealed partial class ClauseGrammar
{
    private const char Open = '\u0001';
    private const char Close = '\u0002';

    private readonly Dictionary<string, List<Alternative>> _rules = [];

    /// <summary>Marks a value: what is marked stays as it is, even at the beginning of a sentence.</summary>
    public static string Marked(string value) => $"{Open}{value}{Close}";

    /// <summary>Reads grammars that the program holds.</summary>
    /// <param name="names">Their files' names; later ones add to earlier ones.</param>
    public static ClauseGrammar Load(params string[] names)
    {
        var grammar = new ClauseGrammar();
        foreach (var name in names)
        {
            using var reader = new StreamReader(typeof(ClauseGrammar).Assembly.GetManifestResourceStream(name) ?? throw new InvalidDataException($"There is no grammar '{name}'."));
            grammar.Read(reader.ReadToEnd(), name);
        }

        return grammar;
    }

    /// <summary>Draws a text of sentences.</summary>
    /// <param name="rule">The rule to begin with.</param>
    /// <param name="features">What holds.</param>
    /// <param name="value">The text of a slot, marked where it is a value.</param>
    /// <param name="random">Draws.</param>
    /// <param name="roles">Rules that stand for others: with A → liked, <c>A.full</c> is <c>liked.full</c>.</param>
    /// <exception cref="InvalidDataException">A rule is missing, or none of its alternatives may be taken.</exception>
    public string Draw(string rule, IReadOnlySet<string> features, Func<string, string> value, Random random, IReadOnlyDictionary<string, string>? roles = null)
    {
        return Sentences(DrawMarked(rule, features, value, random, roles));
    }

    /// <summary>Draws a part of a sentence, in which values stay marked.</summary>
    public string DrawMarked(string rule, IReadOnlySet<string> features, Func<string, string> value, Random random, IReadOnlyDictionary<string, string>? roles = null)
    {
        var text = new StringBuilder();
        Expand(rule, 0);
        return text.ToString();

        void Expand(string name, int depth)
        {
            if (roles is not null && name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && roles.TryGetValue(name[..dot], out var role))
            {
                name = role + name[dot..];
            }

            if (!_rules.TryGetValue(name, out var all) || depth > 40)
            {
                throw new InvalidDataException(depth > 40 ? $"The rule '{name}' never ends." : $"No grammar has a rule '{name}'.");
            }

            var allowed = all.Where(a => a.With.All(features.Contains) && !a.Without.Any(features.Contains)).ToArray();
            if (allowed.Length == 0)
            {
                throw new InvalidDataException($"The rule '{name}' has nothing for {string.Join(' ', features.Order(StringComparer.Ordinal))}.");
            }

            foreach (var part in allowed[random.Next(allowed.Length)].Parts)
            {
                switch (part[0])
                {
                    case '<': Expand(part[1..^1], depth + 1); break;
                    case '{': text.Append(value(part[1..^1])); break;
                    default: text.Append(part); break;
                }
            }
        }
    }

    /// <summary>Capitals at the beginning of sentences, and single spaces; values stay as they are.</summary>
    private static string Sentences(string marked)
    {
        var text = new StringBuilder(marked.Length);
        var (inside, begins, ended) = (false, true, false);
        foreach (var c in marked)
        {
            if (c is Open or Close)
            {
                (inside, begins, ended) = (c == Open, false, false);
            }
            else if (inside)
            {
                text.Append(c);
            }
            else if (c == ' ')
            {
                begins |= ended;
                if (text.Length > 0 && text[^1] != ' ')
                {
                    text.Append(c);
                }
            }
            else
            {
                if (c is ',' or '.' or ';' && text.Length > 0 && text[^1] == ' ')
                {
                    text.Length--;
                }

                text.Append(begins ? char.ToUpperInvariant(c) : c);
                ended = c is '.' or '?' or '!';
                begins &= !char.IsLetterOrDigit(c);
            }
        }

        return text.ToString().TrimEnd();
    }

    private void Read(string file, string name)
    {
        List<Alternative>? rule = null;
        foreach (var line in file.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0 && l[0] != '#'))
        {
            var rest = line;
            if (!char.IsWhiteSpace(line[0]))
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                var rule0 = colon > 0 ? line[..colon] : throw new InvalidDataException($"In the grammar '{name}' this begins no rule: {line}");
                _rules.TryAdd(rule0, []);
                rule = _rules[rule0];
                rest = line[(colon + 1)..];
            }

            var asked = "";
            foreach (var (i, alternative) in rest.Split(" | ").Select(a => a.Trim()).Where(a => a.Length > 0).Index())
            {
                asked = i == 0 && alternative[0] == '[' ? alternative[..(alternative.IndexOf(']', StringComparison.Ordinal) + 1)] : asked;
                (rule ?? throw new InvalidDataException($"The grammar '{name}' begins without a rule.")).Add(Alternative.Parse(alternative[0] == '[' ? alternative : asked + alternative));
            }
        }
    }

    private sealed partial record Alternative(string[] With, string[] Without, string[] Parts)
    {
        public static Alternative Parse(string text)
        {
            string[] conditions = [];
            if (text[0] == '[' && text.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
            {
                conditions = text[1..end].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                text = text[(end + 1)..].TrimStart();
            }

            return new(
                [.. conditions.Where(c => c[0] != '!')],
                [.. conditions.Where(c => c[0] == '!').Select(c => c[1..])],
                text == "~" ? [] : [.. PartOf().Matches(text).Select(m => m.Value)]);
        }

        [GeneratedRegex(@"<[\w.-]+>|\{[\w.-]+\}|[^<{]+|[<{]")]
        private static partial Regex PartOf();
    }
}
