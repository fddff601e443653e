using LlmRec.Storage;
using LlmRec.Testing.Qdrant;
using LlmRec.Vectors.Indexes;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;

namespace LlmRec.Tests.Vectors.Qdrant;

/// <summary>The promises of every index, kept over the stand-in server.</summary>
public sealed class QdrantIndexTests(QdrantIndexTests.Server qdrant) : VectorIndexConformance, IClassFixture<QdrantIndexTests.Server>
{
    protected override Task<IVectorIndex> CreateAsync(Store store, SpaceDefinition definition, OwnerKind kind) =>
        Task.FromResult<IVectorIndex>(QdrantIndexes.On(store, definition, kind, null, null, qdrant.Address));

    /// <summary>One server for all tests; at their end no request has violated Qdrant's document.</summary>
    public sealed class Server : IAsyncLifetime
    {
        private QdrantServer? _server;

        public Uri Address => _server!.Address;

        public async Task InitializeAsync() => _server = await QdrantServer.StartAsync();

        public async Task DisposeAsync()
        {
            Assert.Empty(_server!.Violations);
            await _server.DisposeAsync();
        }
    }
}
