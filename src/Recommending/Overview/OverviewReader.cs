using LlmRec.Catalog.Impressions;
using LlmRec.Catalog.Interactions;
using LlmRec.Catalog.Items;
using LlmRec.Catalog.Users;
using LlmRec.Recommending.Answers;
using LlmRec.Storage;
using LlmRec.Vectors.Indexes;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;

namespace LlmRec.Recommending.Overview;

/// <summary>Counts what the rooms below keep.</summary>
public sealed class OverviewReader
{
    private readonly Store _store;
    private readonly ItemStore _items;
    private readonly UserStore _users;
    private readonly VectorSpaces _spaces;
    private readonly VectorStore _vectors;
    private readonly SpaceDefinition _definition;
    private readonly IVectorIndex _index;
    private readonly Projections _projections;

    /// <summary>Creates the reader over what is stored and what is held in memory.</summary>
    public OverviewReader(
        Store store, ItemStore items, UserStore users, VectorSpaces spaces, VectorStore vectors, SpaceDefinition definition, IVectorIndex index, Projections projections) =>
        (_store, _items, _users, _spaces, _vectors, _definition, _index, _projections) = (store, items, users, spaces, vectors, definition, index, projections);

    /// <summary>Counts.</summary>
    public async Task<StoreOverview> ReadAsync(CancellationToken cancellationToken)
    {
        await _projections.FollowAsync(cancellationToken);
        var space = await _spaces.GetAsync(_definition, cancellationToken);
        var (items, users) = (await _items.CountAsync(cancellationToken), await _users.CountAsync(cancellationToken));
        var catalogue = await _store.ReadAsync(
            async session => new CatalogueCounts(
                items, users, await InteractionStore.CountAsync(session), await ImpressionStore.CountAsync(session), await AnswerLog.CountAsync(session)),
            cancellationToken);
        return new(
            catalogue,
            new(
                space.Name,
                space.Dimension,
                space.Version,
                space.MeanOf,
                await _vectors.CountAsync(space, OwnerKind.Item, cancellationToken),
                await _vectors.CountAsync(space, OwnerKind.User, cancellationToken)),
            new(_index.Name, _index.Count, _index.Space.Version));
    }
}
