using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LlmRec.Text.Tokenizers.HuggingFace;

/// <summary>
/// A text or regular expression to look for. Expressions are Oniguruma's and see code points; .NET's see UTF-16 units, in
/// which nothing above U+FFFF is a letter. So such characters are matched as a stand-in of the same category.
/// </summary>
internal sealed class Pattern
{
    /// <summary>A stand-in of each category in the order of <see cref="UnicodeCategory"/>, from blocks that no expression names.</summary>
    private const string StandIns = "\uA722\uA723\u1F88\uA717\uA000\uA66F\uA823\uA670\uA620\uA6E6\uA830\u1680\u2028\u2029\u0080\u2061\uD800\uE000\uFE4D\uFE58\uFE59\uFE5A\u2E02\u2E03\uA60D\uFB29\uA838\uA700\uA828\uFDD0";

    private readonly Regex _regex;
    private readonly bool _ignoresCase;

    private Pattern(Regex regex, bool ignoresCase)
    {
        _regex = regex;
        _ignoresCase = ignoresCase;
    }

    /// <summary>Reads <c>"pattern": {"String": …}</c> or <c>{"Regex": …}</c>.</summary>
    /// <exception cref="JsonException">It is neither, or an expression that isn't understood.</exception>
    public static Pattern Read(JsonElement component)
    {
        var pattern = component.Part("pattern") ?? throw new JsonException("\"pattern\" is missing");
        return pattern.OptionalText("String") is { } text ? Expression(Regex.Escape(text), text)
            : pattern.OptionalText("Regex") is { } expression ? Onig(expression)
            : throw new JsonException("\"pattern\" is neither a String nor a Regex");
    }

    /// <summary>A pattern from an expression in Oniguruma's syntax.</summary>
    /// <exception cref="JsonException">It isn't understood.</exception>
    public static Pattern Onig(string expression) => Expression(OnigSyntax.ToDotNet(expression), expression);

    /// <summary>Where a text matches, from left to right.</summary>
    public IEnumerable<Range> Matches(string text)
    {
        // To Oniguruma the long s is another case of s; to .NET it is a letter of its own.
        text = _ignoresCase ? text.Replace('ſ', 's') : text;
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return _regex.Matches(text).Select(m => m.Index..(m.Index + m.Length));
        }

        var starts = new List<int>(text.Length + 1);
        var seen = new StringBuilder(text.Length);
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            starts.Add(at);
            seen.Append(rune.IsBmp ? (char)rune.Value : StandIn(rune));
            at += rune.Utf16SequenceLength;
        }

        starts.Add(at);
        return _regex.Matches(seen.ToString()).Select(m => starts[m.Index]..starts[m.Index + m.Length]);
    }

    /// <summary>The text with something else for every match.</summary>
    public string Replace(string text, string content)
    {
        var replaced = new StringBuilder(text.Length);
        var last = 0;
        foreach (var match in Matches(text))
        {
            replaced.Append(text, last, match.Start.Value - last).Append(content);
            last = match.End.Value;
        }

        return replaced.Append(text, last, text.Length - last).ToString();
    }

    private static char StandIn(Rune rune)
    {
        var category = Rune.GetUnicodeCategory(rune);
        // Squared letters are word characters, though symbols by category; so are the circled ones, one of which stands in.
        return category == UnicodeCategory.OtherSymbol && Characters.IsWord(rune) ? '\u24B6' : StandIns[(int)category];
    }

    private static Pattern Expression(string dotNet, string original)
    {
        if (original.Any(char.IsSurrogate))
        {
            throw new JsonException($"the pattern \"{original}\" names characters above U+FFFF, which are not known here");
        }

        try
        {
            // In Oniguruma's default syntax, ^ and $ hold at every line.
            return new(new Regex(dotNet, RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.Compiled), original.Contains("(?i", StringComparison.Ordinal));
        }
        catch (ArgumentException e)
        {
            throw new JsonException($"the pattern \"{original}\" is not understood: {e.Message}", e);
        }
    }
}
