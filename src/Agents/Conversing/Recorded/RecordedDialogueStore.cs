using System.Text.Json;
using LlmRec.Catalog;
using LlmRec.Catalog.Import;
using LlmRec.Recommending.Erasure;
using LlmRec.Storage;

namespace LlmRec.Agents.Conversing.Recorded;

/// <summary>Keeps dialogues between people, to learn from. Erasing a user removes those in which they take part.</summary>
public sealed class RecordedDialogueStore : IErasesUser
{
    private const int Batch = 500;

    private readonly Store _store;

    /// <param name="store">The open store.</param>
    public RecordedDialogueStore(Store store) => _store = store;

    /// <summary>Imports a file of dialogues, one JSON object a line, gzipped or not. The same file twice changes nothing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="strict">Whether to stop at the first bad line.</param>
    /// <param name="problems">Takes the lines passed over, as many as a report quotes.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="ImportException">The file can't be read, or has a bad line and the import is strict.</exception>
    public Task<EntryCounts> ImportAsync(string path, bool strict, ICollection<ImportProblem> problems, CancellationToken cancellationToken) => EntryFile.StoreAsync(
        path, strict, content => EntryReader.LinesAsync<DialogueEntry>(content, cancellationToken), Batch, batch => AddAsync(batch, cancellationToken), problems, null, cancellationToken);

    /// <summary>Adds dialogues, or puts them in place of those of the same id.</summary>
    public Task<IReadOnlyList<EntryOutcome>> AddAsync(IReadOnlyList<DialogueEntry> dialogues, CancellationToken cancellationToken) => _store.WriteAsync<IReadOnlyList<EntryOutcome>>(
        async session =>
        {
            var outcomes = new List<EntryOutcome>(dialogues.Count);
            foreach (var dialogue in dialogues)
            {
                if (dialogue.Fault() is { } fault)
                {
                    outcomes.Add(EntryOutcome.Rejected(fault));
                    continue;
                }

                var changed = await session.ExecuteAsync(
                    """
                    INSERT INTO recorded_dialogues (id, seeker, recommender, turns) VALUES (@Id, @SeekerId, @RecommenderId, @Turns)
                    ON CONFLICT (id) DO UPDATE SET seeker = excluded.seeker, recommender = excluded.recommender, turns = excluded.turns
                    WHERE recorded_dialogues.turns <> excluded.turns
                    """,
                    new { dialogue.Id, dialogue.SeekerId, dialogue.RecommenderId, Turns = JsonSerializer.Serialize(dialogue.Turns, JsonSerializerOptions.Web) });
                outcomes.Add(changed > 0 ? EntryOutcome.Accepted : EntryOutcome.Unchanged);
            }

            return outcomes;
        },
        cancellationToken: cancellationToken);

    /// <summary>Dialogues in the order of their ids.</summary>
    /// <param name="after">The id after which to go on; empty to begin.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public Task<IReadOnlyList<DialogueEntry>> PageAsync(string after, int most, CancellationToken cancellationToken) => _store.ReadAsync<IReadOnlyList<DialogueEntry>>(
        async session => [.. (await session.QueryAsync<(string Id, string? SeekerId, string? RecommenderId, string Turns)>(
            "SELECT id, seeker, recommender, turns FROM recorded_dialogues WHERE id > @after ORDER BY id LIMIT @most", new { after, most }))
            .Select(r => new DialogueEntry { Id = r.Id, SeekerId = r.SeekerId, RecommenderId = r.RecommenderId, Turns = JsonSerializer.Deserialize<DialogueLine[]>(r.Turns, JsonSerializerOptions.Web)! })],
        cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> EraseAsync(StoreSession session, string userId)
    {
        ArgumentNullException.ThrowIfNull(session);
        return await session.ExecuteAsync("DELETE FROM recorded_dialogues WHERE seeker = @userId OR recommender = @userId", new { userId }) > 0;
    }
}
