namespace LlmRec.Recommending.Overview;

/// <summary>What there is, in numbers, as of now.</summary>
/// <param name="Catalogue">What is stored.</param>
/// <param name="Space">The space of the vectors in use, and how many it holds.</param>
/// <param name="Index">What this process searches.</param>
public sealed record StoreOverview(CatalogueCounts Catalogue, SpaceOverview Space, IndexOverview Index);

/// <summary>How much is stored.</summary>
/// <param name="Items">Items.</param>
/// <param name="Users">Users: those sent in, and those who did something.</param>
/// <param name="Interactions">What users did.</param>
/// <param name="Impressions">Items that were shown, each time counted.</param>
/// <param name="Answers">Answers that are kept for impressions to refer to.</param>
public sealed record CatalogueCounts(long Items, long Users, long Interactions, long Impressions, long Answers);

/// <summary>The space of the vectors in use.</summary>
/// <param name="Name">The encoder and its version.</param>
/// <param name="Dimension">Numbers in a vector.</param>
/// <param name="Version">Goes up whenever the mean changes.</param>
/// <param name="MeanOf">How many vectors the mean was taken of; 0 while there is none.</param>
/// <param name="Items">Items with a vector.</param>
/// <param name="Users">Users with a vector.</param>
public sealed record SpaceOverview(string Name, int Dimension, int Version, long MeanOf, long Items, long Users);

/// <summary>The index of the items' vectors.</summary>
/// <param name="Name"><c>embedded</c> or <c>qdrant</c>.</param>
/// <param name="Items">Vectors it holds.</param>
/// <param name="SpaceVersion">The version of the space it serves; behind the space's own while it is being rebuilt.</param>
public sealed record IndexOverview(string Name, int Items, int SpaceVersion);
