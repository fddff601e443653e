using System.Text;

namespace LlmRec.Evaluation.Simulation;

/// <summary>
/// Says one thing in one of many ways: of <c>[I want|I'd like] {wish}[ please|]</c> one alternative of each bracket is
/// taken, brackets within brackets too, and what stands in braces is put in.
/// </summary>
internal static class PhrasePattern
{
    /// <summary>One of the ways.</summary>
    /// <param name="random">Chooses.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="slots">What is put in for which name; put in as it is.</param>
    public static string Say(Random random, string pattern, params (string Name, string Value)[] slots)
    {
        var at = 0;
        var said = Sequence(random, pattern, ref at);
        var text = new StringBuilder();
        for (var i = 0; i < said.Length; i++)
        {
            var end = said[i] == '{' ? said.IndexOf('}', i) : -1;
            if (end < 0)
            {
                text.Append(said[i]);
                continue;
            }

            var name = said[(i + 1)..end];
            text.Append(slots.First(s => s.Name == name).Value);
            i = end;
        }

        return text.ToString();
    }

    private static string Sequence(Random random, string pattern, ref int at)
    {
        var text = new StringBuilder();
        while (at < pattern.Length && pattern[at] is not ('|' or ']'))
        {
            if (pattern[at] == '[')
            {
                var alternatives = new List<string>();
                do
                {
                    at++;
                    alternatives.Add(Sequence(random, pattern, ref at));
                }
                while (pattern[at] == '|');
                text.Append(alternatives[random.Next(alternatives.Count)]);
            }
            else
            {
                text.Append(pattern[at]);
            }

            at++;
        }

        return text.ToString();
    }
}
