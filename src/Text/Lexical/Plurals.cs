namespace LlmRec.Text.Lexical;

/// <summary>
/// Takes English plural endings off (the S stemmer of Harman, "How effective is suffixing?", JASIS 1991, §2): weak, so that
/// it does little harm to names and to other languages. Beyond it, so that one and many meet: <c>-es</c> goes whole behind
/// a hiss and behind o (witches, heroes), and <c>-ie</c> becomes what <c>-ies</c> becomes (zombie, zombies).
/// </summary>
internal static class Plurals
{
    private const int ShortestWord = 4;
    private const int ShortestFolded = 5;

    private static readonly string[] AfterHiss = ["ches", "shes", "sses", "xes", "zzes"];

    public static string Strip(string word)
    {
        if (word.Length >= ShortestFolded && Ends(word, "ie"))
        {
            return word[..^2] + "y";
        }

        if (word.Length < ShortestWord || word[^1] != 's')
        {
            return word;
        }

        return word.Length >= ShortestFolded && Ends(word, "ies") && !Ends(word, "eies") && !Ends(word, "aies") ? word[..^3] + "y"
            : AfterHiss.Any(end => Ends(word, end)) || (word.Length > ShortestFolded && Ends(word, "oes")) ? word[..^2]
            : Ends(word, "us") || Ends(word, "ss") ? word
            : word[..^1];
    }

    private static bool Ends(string word, string end) => word.EndsWith(end, StringComparison.Ordinal);
}
