using LlmRec.Storage;

namespace LlmRec.Recommending.Trained;

/// <summary>A version of a model that was put into use.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">The version.</param>
/// <param name="Sha256">The SHA-256 of its folder's manifest.</param>
/// <param name="PromotedAt">When.</param>
public sealed record Promotion(string Model, string Version, string Sha256, DateTimeOffset PromotedAt);

/// <summary>
/// Which versions of trained models are in use: in the store, so that every process that shares it follows. Of each model
/// a stack: a promotion puts a version on top, a roll-back takes it off again.
/// </summary>
public sealed class Promotions
{
    /// <summary>The sequence of changes of what is in use.</summary>
    public const string Sequence = "promotions";

    private readonly Store _store;
    private readonly TimeProvider _time;

    /// <param name="store">The open store.</param>
    /// <param name="time">The clock of dates.</param>
    public Promotions(Store store, TimeProvider time) => (_store, _time) = (store, time);

    /// <summary>All stacks, by model; the version in use first.</summary>
    public Task<ILookup<string, Promotion>> AllAsync(CancellationToken cancellationToken = default) => _store.ReadAsync(
        async session => (await RowsAsync(session, "ORDER BY model, place DESC", null)).ToLookup(r => r.Promotion.Model, r => r.Promotion),
        cancellationToken);

    /// <summary>Puts versions into use, all at once.</summary>
    /// <param name="promoted">By model, the version and the SHA-256 of its manifest.</param>
    /// <param name="keep">How many versions of a model's stack are kept.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task PromoteAsync(IReadOnlyCollection<(string Model, string Version, string Sha256)> promoted, int keep, CancellationToken cancellationToken = default) => _store.WriteAsync(
        async session =>
        {
            foreach (var (model, version, sha256) in promoted)
            {
                var top = await session.ScalarAsync<int>("SELECT COALESCE(MAX(place), 0) FROM promotions WHERE model = @model", new { model });
                // Again after a kill between this and the end of the training: already on top.
                if (await session.ScalarAsync<string>("SELECT version FROM promotions WHERE model = @model AND place = @top", new { model, top }) == version)
                {
                    continue;
                }

                await session.ExecuteAsync(
                    "INSERT INTO promotions (model, place, version, sha256, promoted_at) VALUES (@model, @place, @version, @sha256, @now)",
                    new { model, place = top + 1, version, sha256, now = _time.GetUtcNow().ToUnixTimeMilliseconds() });
                await session.ExecuteAsync("DELETE FROM promotions WHERE model = @model AND place <= @least", new { model, least = top + 1 - keep });
            }

            await ChangeSequence.TakeAsync(session, Sequence);
        },
        cancellationToken: cancellationToken);

    /// <summary>Takes the version in use off: the one before it is in use again, or none.</summary>
    /// <returns>What was in use, and what is now; null and null when none was in use.</returns>
    public Task<(Promotion? Was, Promotion? Now)> RollBackAsync(string model, CancellationToken cancellationToken = default) => _store.WriteAsync<(Promotion?, Promotion?)>(
        async session =>
        {
            var stack = await RowsAsync(session, "WHERE model = @model ORDER BY place DESC LIMIT 2", new { model });
            if (stack.Count == 0)
            {
                return (null, null);
            }

            await session.ExecuteAsync("DELETE FROM promotions WHERE model = @model AND place = @Place", new { model, stack[0].Place });
            await ChangeSequence.TakeAsync(session, Sequence);
            return (stack[0].Promotion, stack.Count > 1 ? stack[1].Promotion : null);
        },
        cancellationToken: cancellationToken);

    private static async Task<List<(long Place, Promotion Promotion)>> RowsAsync(StoreSession session, string which, object? parameters) =>
        [.. (await session.QueryAsync<(string Model, long Place, string Version, string Sha256, long PromotedAt)>($"SELECT model, place, version, sha256, promoted_at FROM promotions {which}", parameters))
            .Select(r => (r.Place, new Promotion(r.Model, r.Version, r.Sha256, DateTimeOffset.FromUnixTimeMilliseconds(r.PromotedAt))))];
}
