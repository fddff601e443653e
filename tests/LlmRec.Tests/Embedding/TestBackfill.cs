using System.Security.Cryptography;
using System.Text;
using LlmRec.Catalog;
using LlmRec.Catalog.Interactions;
using LlmRec.Catalog.Items;
using LlmRec.Catalog.Users;
using LlmRec.Embedding;
using LlmRec.Embedding.Backfill;
using LlmRec.Embedding.Encoders;
using LlmRec.Embedding.Texts;
using LlmRec.Storage;
using LlmRec.Storage.Jobs;
using LlmRec.Vectors;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LlmRec.Tests.Embedding;

/// <summary>The rooms that a backfill needs, on a real store, with an encoder that tells what it was given.</summary>
internal sealed class TestBackfill : IDisposable
{
    private readonly ServiceProvider _services;

    private TestBackfill(ServiceProvider services, TellingEncoder encoder)
    {
        _services = services;
        Encoder = encoder;
    }

    public TellingEncoder Encoder { get; }

    public Store Store => Get<Store>();

    public JobStore Jobs => Get<JobStore>();

    public ItemStore Items => Get<ItemStore>();

    public UserStore Users => Get<UserStore>();

    public InteractionStore Interactions => Get<InteractionStore>();

    public FakeTimeProvider Time => (FakeTimeProvider)Get<TimeProvider>();

    /// <summary>Opens the store at a path, as a process with these settings would.</summary>
    public static async Task<TestBackfill> OpenAsync(string path, Action<TextOptions>? texts = null, string version = "1")
    {
        var encoder = new TellingEncoder();
        var services = new ServiceCollection();
        services.AddLogging().AddStorage().AddCatalog().AddVectors().AddEmbedding();
        services.Configure<StoreOptions>(options => options.Store = $"sqlite:{path}");
        services.Configure<EncoderOptions>(options => options.Path = TestEncoder.Folder);
        services.Configure(texts ?? (_ => { }));
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56)));
        services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(encoder);
        services.AddSingleton(new SpaceDefinition("telling", version, TellingEncoder.Dimension));
        var backfill = new TestBackfill(services.BuildServiceProvider(), encoder);
        await backfill.Store.OpenAsync();
        return backfill;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Queues a backfill and runs it to its end.</summary>
    public async Task<Job> RunAsync(BackfillRequest? request = null, CancellationToken cancellationToken = default)
    {
        Encoder.Texts.Clear();
        await Get<BackfillService>().QueueAsync(request ?? new(), CancellationToken.None);
        return (await Get<JobRunner>().RunNextAsync(cancellationToken))!;
    }

    public Task AddItemsAsync(params string[] ids) => Items.UpsertAsync([.. ids.Select(id => new Item { Id = id, Title = $"Title of {id}" })]);

    public Task AddEventAsync(string user, string item, string type, int second) => Interactions.AddAsync(
        [new() { UserId = user, ItemId = item, Type = type, Timestamp = $"{1_700_000_000 + second}" }]);

    public Task<VectorSpace> SpaceAsync() => Get<VectorSpaces>().GetAsync(Get<SpaceDefinition>());

    /// <summary>The vectors that are stored, by the owner's id.</summary>
    public async Task<IReadOnlyDictionary<string, float[]>> VectorsAsync(OwnerKind kind = OwnerKind.Item) =>
        (await Get<VectorStore>().ChangesAsync(await SpaceAsync(), kind, 0, 10_000)).Where(c => c.Vector is not null).ToDictionary(c => c.OwnerId, c => c.Vector!);

    public void Dispose()
    {
        _services.Dispose();
        SqliteConnection.ClearAllPools();
    }
}

/// <summary>Gives every text a vector of its own and remembers the texts.</summary>
internal sealed class TellingEncoder : IEmbeddingGenerator<string, Embedding<float>>
{
    public const int Dimension = 8;

    public List<string> Texts { get; } = [];

    /// <summary>What happens before texts are embedded: it may wait or throw.</summary>
    public Func<IReadOnlyList<string>, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public Func<string, float[]> Embed { get; set; } = VectorOf;

    public static float[] VectorOf(string text) => [.. SHA256.HashData(Encoding.UTF8.GetBytes(text)).Take(Dimension).Select(b => (b / 128f) - 1)];

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        await Before(texts, cancellationToken);
        Texts.AddRange(texts);
        return [.. texts.Select(text => new Embedding<float>(Embed(text)))];
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
