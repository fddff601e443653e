using LlmRec.Text.Lexical;

namespace LlmRec.Learning.Models.Dialogues;

/// <summary>
/// Which words, and which items named, speak for which recommendation: positive pointwise mutual information (Church and
/// Hanks, Word Association Norms, 1990), shrunk where it rests on few moments.
/// </summary>
internal sealed class LeadsMember : IDialogueMember
{
    private const float Shrinkage = 2;

    private readonly Func<DialogueTurn, IEnumerable<(string Clue, float Weight)>> _clues;
    private readonly Dictionary<string, (int Item, float Value)[]> _leads;

    private LeadsMember(string name, Func<DialogueTurn, IEnumerable<(string Clue, float Weight)>> clues, DialogueData data)
    {
        (Name, _clues) = (name, clues);
        var (pairs, ofClue, ofItem, all) = (new Dictionary<(string, int), int>(), new Dictionary<string, int>(StringComparer.Ordinal), new int[data.ItemCount], 0);
        foreach (var turn in data.Turns.SelectMany(t => t).Where(t => t.Target >= 0))
        {
            all++;
            ofItem[turn.Target]++;
            foreach (var clue in clues(turn).Select(c => c.Clue).Distinct())
            {
                ofClue[clue] = ofClue.GetValueOrDefault(clue) + 1;
                pairs[(clue, turn.Target)] = pairs.GetValueOrDefault((clue, turn.Target)) + 1;
            }
        }

        _leads = pairs
            .Select(p => (Clue: p.Key.Item1, Item: p.Key.Item2, Value: (float)Math.Log((double)p.Value * all / ((double)ofClue[p.Key.Item1] * ofItem[p.Key.Item2])) * p.Value / (p.Value + Shrinkage)))
            .Where(p => p.Value > 0)
            .GroupBy(p => p.Clue)
            .ToDictionary(g => g.Key, g => g.Select(p => (p.Item, p.Value)).ToArray(), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>By the words that were said, the latest heaviest.</summary>
    public static LeadsMember OfWords(string name, DialogueData data) => new(
        name,
        turn => turn.Said.SelectMany((text, i) => SearchTerms.OfText(text).Select(t => t.Term).Where(SearchTerms.IsTelling).Distinct().Select(term => (term, 1f / (turn.Said.Count - i)))),
        data);

    /// <summary>By the items that were named, the latest heaviest.</summary>
    public static LeadsMember OfNamed(string name, DialogueData data) => new(
        name,
        turn => turn.Named.Select((item, i) => ($"{item}", 1f / (turn.Named.Length - i))),
        data);

    /// <inheritdoc/>
    public void Score(DialogueTurn turn, Span<float> scores)
    {
        scores.Clear();
        foreach (var (clue, weight) in _clues(turn))
        {
            foreach (var (item, value) in _leads.GetValueOrDefault(clue) ?? [])
            {
                scores[item] += weight * value;
            }
        }
    }
}
