namespace LlmRec.Text.Lexical;

/// <summary>
/// Takes English plural endings off (the S stemmer of Harman, "How effective is suffixing?", JASIS 1991, §2): weak, so that
/// it does little harm to names and to other languages.
/// </summary>
internal static class Plurals
{
    private const int ShortestWord = 4;

    public static string Strip(string word)
    {
        if (word.Length < ShortestWord || word[^1] != 's')
        {
            return word;
        }

        return word.EndsWith("ies", StringComparison.Ordinal) && !Ends(word, "eies") && !Ends(word, "aies") ? word[..^3] + "y"
            : word.EndsWith("es", StringComparison.Ordinal) && !Ends(word, "aes") && !Ends(word, "ees") && !Ends(word, "oes") ? word[..^1]
            : Ends(word, "us") || Ends(word, "ss") ? word
            : word[..^1];
    }

    private static bool Ends(string word, string end) => word.EndsWith(end, StringComparison.Ordinal);
}
