using LlmRec.Agents.Conversing.Recorded;
using LlmRec.Recommending;
using LlmRec.Recommending.Dialogues;

namespace LlmRec.Agents.Conversing.Lessons;

/// <summary>Dialogues between people, to learn from: the seeker is understood as the chat would, and what the recommender named first is what was recommended rightly.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="projections">What is in memory of the store.</param>
/// <param name="replays">Understands them.</param>
internal sealed class RecordedDialogues(RecordedDialogueStore store, Projections projections, DialogueReplays replays) : IDialogueSource
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
                all.Add(await OfAsync(entry, cancellationToken));
            }

            last = page[^1].Id;
        }

        return all;
    }

    /// <summary>What can be learned from a dialogue.</summary>
    /// <param name="entry">The dialogue.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<RecordedDialogue> OfAsync(DialogueEntry entry, CancellationToken cancellationToken)
    {
        var replay = replays.Begin();
        foreach (var line in entry.Turns)
        {
            if (line.Role == DialogueLine.Seeker)
            {
                await replay.HearAsync(line.Text, cancellationToken);
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
