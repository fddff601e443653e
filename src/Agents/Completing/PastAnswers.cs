using System.Text.RegularExpressions;
using LlmRec.Agents.Conversing.Policy;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Catalog.Items;
using LlmRec.Recommending.Items;

namespace LlmRec.Agents.Completing;

/// <summary>
/// What earlier answers did, so that nothing is shown or asked twice and "the second one" means the second one. Where the
/// client sends back the state that came with an answer, that is it; else what was shown is taken from the ids that came
/// back, or is read in the words. Shown is what the person was told, whoever told it: an answer of another assistant that
/// lists items of this catalogue counts as well.
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
    public DialogueState After(DialogueState state, PastMessage message, CatalogueLexicon known)
    {
        if (message.State is { } came)
        {
            return came;
        }

        var reply = MarkdownText.Unescape(message.Text.Length > LongestReply ? message.Text[..LongestReply] : message.Text);
        // Ids come from the client: the catalogue may have changed since.
        IReadOnlyList<string> shown = message.Shown is { } ids ? [.. ids.Where(id => items.Find(id) is not null).Distinct().Take(MostItems)] : titles.In(message.Text, known);
        state = shown.Count > 0 ? WithoutWhatWasLeftOut(state, reply).Showing(shown) : state;
        // Beside what is shown the question ends the first paragraph, and names none of it.
        var asks = shown.Count == 0 ? reply : QuestionBeside(shown, reply);
        return asks.Contains('?', StringComparison.Ordinal) && QuestionIn(state, asks, known) is { } question ? state.Asking(question)
            : state with { QuestionsInARow = shown.Count > 0 ? 0 : state.QuestionsInARow };
    }

    private string QuestionBeside(IReadOnlyList<string> shown, string reply)
    {
        var last = LastSentence().Match(reply.Split("\n\n", 2)[0]).Value;
        return shown.Any(id => items.Find(id) is { } item && last.Contains(SayableText.ShortTitle(item.Title), StringComparison.Ordinal)) ? "" : last;
    }

    private static DialogueState WithoutWhatWasLeftOut(DialogueState state, string reply) =>
        LeftOut().Match(reply) is { Success: true } left && Relaxations.Of(state).FirstOrDefault(r => r.Relaxed == left.Groups[1].Value) is { Relaxed: not null } without ? without.State : state;

    /// <summary>
    /// A question offers values of one kind that were not spoken of before. However it is worded, that can be read: what is
    /// repeated in it of the person's own words is known already.
    /// </summary>
    private static OpenQuestion? QuestionIn(DialogueState state, string reply, CatalogueLexicon known)
    {
        var settled = state.Wanted.Concat(state.Unwanted).Select(w => w.Value).ToHashSet();
        var offered = new List<Facet>();
        var terms = MessageTerm.Of(reply);
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

    [GeneratedRegex(@"[^.!?\n]*\?\s*$")]
    private static partial Regex LastSentence();

    [GeneratedRegex("left out “([^”]{1,500})”")]
    private static partial Regex LeftOut();
}
