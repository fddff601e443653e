using System.Collections.Frozen;

namespace LlmRec.Text.Lexical;

/// <summary>English words that say nothing about what is wanted, those of asking for something among them. They are indexed like all others: a query of nothing else still works.</summary>
internal static class StopWords
{
    private static readonly FrozenSet<string> Words = """
        a about after again all also am an and any are as at be because been before being but by can could did do doe does done for from
        had has have he her here him his how i if im in into is it its ive just let like me more most my no not of off on one or other our out
        over own please same she should so some something such than that the their them then there these they thi this those to too under up
        us very wa was we were what when where which while who whom why will with would you your want looking watch find feel show give
        film movie good great nice best recommend suggest similar kind type sort bit lot really thing stuff anything go goe get got
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Plurals.Strip).ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string term) => Words.Contains(term);
}
