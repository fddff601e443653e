using LlmRec.Agents.Conversing.Recorded;
using LlmRec.Agents.Conversing.State;
using LlmRec.Agents.Conversing.Understanding;
using LlmRec.Recommending;
using LlmRec.Recommending.Dialogues;

namespace LlmRec.Agents.Conversing.Lessons;

/// <summary>Dialogues between people, to learn from: the seeker is understood as the chat would, and what the recommender named first is what was recommended rightly.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="projections">What is in memory of the store.</param>
/// <param name="lexicon">What can be said of the catalogue.</param>
/// <param name="reader">Reads messages.</param>
/// <param name="update">Puts them into a state.</param>
internal sealed class RecordedDialogues(RecordedDialogueStore store, Projections projections, CurrentLexicon lexicon, MessageReader reader, StateUpdate update) : IDialogueSource
{
    private const int Page = 500;

    public async Task<IReadOnlyList<RecordedDialogue>> ReadAsync(CancellationToken cancellationToken)
    {
        await projections.FollowAsync(cancellationToken);
        var all = new List<RecordedDialogue>();
        var last = "";
        while (await store.PageAsync(last, Page, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var entry in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                all.Add(Of(entry));
            }

            last = page[^1].Id;
        }

        return all;
    }

    /// <summary>What can be learned from a dialogue.</summary>
    public RecordedDialogue Of(DialogueEntry entry)
    {
        var replay = new DialogueReplay(reader, update, lexicon.Get());
        foreach (var line in entry.Turns)
        {
            if (line.Role == DialogueLine.Seeker)
            {
                replay.Hear(line.Text);
            }
            else
            {
                replay.Recommend(line.Items);
            }

            replay.Name(line.Items);
        }

        return replay.End(entry.SeekerId is { } seeker ? $"user {seeker}" : $"dialogue {entry.Id}");
    }
}
