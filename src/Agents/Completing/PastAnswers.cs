using System.Text.RegularExpressions;
using LlmRec.Agents.Conversing.Policy;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Catalog.Items;
using LlmRec.Recommending.Items;

namespace LlmRec.Agents.Completing;

/// <summary>
/// What earlier answers did, so that nothing is shown or asked twice and "the second one" means the second one: by their
/// notes where the client sends them back, else by what is to be read in their words. Shown is what the person was told,
/// whoever told it: an answer of another assistant that lists items of this catalogue counts as well.
/// </summary>
/// <param name="titles">Reads lists.</param>
/// <param name="items">The catalogue.</param>
internal sealed partial class PastAnswers(ListedTitles titles, ItemTable items)
{
    private const int MostItems = 200;
    private const int MostOptions = 3;
    private const int LongestReply = 4_000;

    /// <summary>The state after an answer.</summary>
    /// <param name="state">The state before it, the message that it answers included.</param>
    /// <param name="message">The answer.</param>
    /// <param name="known">What can be said of the catalogue.</param>
    public DialogueState After(DialogueState state, PastMessage message, CatalogueLexicon known) => Applied(
        state,
        // Notes come from the client: ids in them may be of a catalogue that has changed since.
        message.Noted is { } noted ? noted with { Items = [.. noted.Items.Where(id => items.Find(id) is not null).Distinct().Take(MostItems)] } : Read(state, message.Text, known));

    private static DialogueState Applied(DialogueState state, PastAnswer answer)
    {
        if (answer.LeftOut is { } condition && Relaxations.Of(state).FirstOrDefault(r => r.Relaxed == condition) is { Relaxed: not null } without)
        {
            state = without.State;
        }

        return answer switch
        {
            { Items.Count: > 0 } => state with { Shown = [.. state.Shown.Except(answer.Items), .. answer.Items], LastShown = answer.Items, QuestionsInARow = 0 },
            { Question: { } question } => state with { Question = question, Asked = [.. state.Asked.Except([question.Kind]), question.Kind], QuestionsInARow = state.QuestionsInARow + 1 },
            _ => state,
        };
    }

    private PastAnswer Read(DialogueState state, string text, CatalogueLexicon known)
    {
        var shown = titles.In(text, known);
        var reply = text.Length > LongestReply ? text[..LongestReply] : text;
        return shown.Count > 0
            ? new(shown, null, LeftOut().Match(reply) is { Success: true } left ? MarkdownText.Unescape(left.Groups[1].Value) : null)
            : new([], reply.Contains('?', StringComparison.Ordinal) ? QuestionIn(state, reply, known) : null);
    }

    /// <summary>
    /// A question offers values of one kind that were not spoken of before. However it is worded, that can be read: what is
    /// repeated in it of the person's own words is known already.
    /// </summary>
    private static OpenQuestion? QuestionIn(DialogueState state, string reply, CatalogueLexicon known)
    {
        var settled = state.Wanted.Concat(state.Unwanted).Select(w => w.Value).ToHashSet();
        var offered = new List<Facet>();
        var terms = MessageTerm.Of(MarkdownText.Unescape(reply));
        for (var at = 0; at < terms.Count;)
        {
            var (length, facets) = known.Facets.LongestAt(terms, at);
            offered.AddRange(facets.Where(f => !settled.Contains(f.Value)));
            at += Math.Max(1, length);
        }

        return offered.Distinct().GroupBy(f => f.Kind)
            .Where(kind => !state.Asked.Contains(kind.Key) && kind.Count() > 1)
            .OrderByDescending(kind => kind.Count()).ThenBy(kind => kind.Key, StringComparer.Ordinal)
            .Select(kind => new OpenQuestion(kind.Key, [.. kind.Select(f => f.Value).TakeLast(MostOptions)]))
            .FirstOrDefault();
    }

    [GeneratedRegex("left out “([^”]{1,500})”")]
    private static partial Regex LeftOut();
}
