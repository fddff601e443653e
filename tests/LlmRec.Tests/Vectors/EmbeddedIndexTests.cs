using LlmRec.Storage;
using LlmRec.Vectors.Indexes;
using LlmRec.Vectors.Indexes.Embedded;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;

namespace LlmRec.Tests.Vectors;

public sealed class EmbeddedIndexTests : VectorIndexConformance
{
    protected override Task<IVectorIndex> CreateAsync(Store store, SpaceDefinition definition, OwnerKind kind) =>
        Task.FromResult<IVectorIndex>(new EmbeddedIndex(new(store), new(store), definition, kind));
}
