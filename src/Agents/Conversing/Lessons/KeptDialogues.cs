using LlmRec.Agents.Conversing.Stored;
using LlmRec.Recommending;
using LlmRec.Recommending.Dialogues;

namespace LlmRec.Agents.Conversing.Lessons;

/// <summary>
/// The conversations that are kept, to learn from, as they are understood today. One that was edited by hand teaches nothing:
/// what was taken out of it is still in its messages.
/// </summary>
/// <param name="store">Where they are kept.</param>
/// <param name="projections">What is in memory of the store.</param>
/// <param name="replays">Understands them.</param>
internal sealed class KeptDialogues(ConversationStore store, Projections projections, DialogueReplays replays) : IDialogueSource
{
    private const int Page = 200;

    public async Task<IReadOnlyList<RecordedDialogue>> ReadAsync(CancellationToken cancellationToken)
    {
        await projections.FollowAsync(cancellationToken);
        var all = new List<RecordedDialogue>();
        var last = (Conversation?)null;
        while (await store.PageAsync(last, Page, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var conversation in page.Where(c => c is { Turns: > 1, Edits: 0 }))
            {
                var replay = replays.Begin();
                foreach (var turn in await store.TurnsAsync(conversation.Id, cancellationToken))
                {
                    await replay.HearAsync(turn.Message, cancellationToken);
                    replay.Show(turn.Items);
                }

                all.Add(replay.End(conversation.UserId is { } user ? $"user {user}" : $"conversation {conversation.Id}"));
            }

            last = page[^1];
        }

        return all;
    }
}
