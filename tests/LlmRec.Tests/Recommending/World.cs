using LlmRec.Catalog.Interactions;
using LlmRec.Catalog.Items;
using LlmRec.Catalog.Users;
using LlmRec.Embedding.Backfill;
using LlmRec.Recommending;
using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Composition;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;
using LlmRec.Storage;
using LlmRec.Testing;
using LlmRec.Tests.Embedding;
using LlmRec.Vectors.Spaces;
using LlmRec.Vectors.Stored;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace LlmRec.Tests.Recommending;

/// <summary>A whole service on a real store in a folder of its own, with vectors laid by hand in a few dimensions.</summary>
internal sealed class World : IAsyncDisposable
{
    public const int Dimension = 8;

    private readonly TempFolder? _ownFolder;
    private readonly ServiceProvider _services;

    private World(TempFolder? ownFolder, string storePath, ServiceProvider services)
    {
        _ownFolder = ownFolder;
        StorePath = storePath;
        _services = services;
    }

    public string StorePath { get; }

    public FakeTimeProvider Time => (FakeTimeProvider)Get<TimeProvider>();

    /// <summary>Opens a service on a new store, or on another's as a second process would.</summary>
    public static async Task<World> OpenAsync(
        World? beside = null, IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? change = null, bool realEncoder = false)
    {
        var folder = beside is null ? new TempFolder() : null;
        var path = beside?.StorePath ?? folder!["llmrec.db"];
        var services = Services(path, settings);
        services.AddSingleton<TimeProvider>(beside?.Time ?? new FakeTimeProvider(new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero)));
        if (!realEncoder)
        {
            services.Replace(ServiceDescriptor.Singleton(new SpaceDefinition("by-hand", "1", Dimension)));
            services.Replace(ServiceDescriptor.Singleton<IEmbeddingGenerator<string, Embedding<float>>>(new WordEncoder()));
        }

        change?.Invoke(services);
        var world = new World(folder, path, services.BuildServiceProvider());
        await world.Get<Store>().OpenAsync();
        return world;
    }

    public static IServiceCollection Services(string storePath, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
            {
                ["LlmRec:Store"] = $"sqlite:{storePath}",
                ["LlmRec:Encoder:Path"] = TestEncoder.Folder,
            })
            .Build();
        return new ServiceCollection().AddLogging().AddLlmRec(configuration);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task ItemsAsync(params Item[] items) =>
        Assert.All(await Get<ItemStore>().UpsertAsync(items), o => Assert.Null(o.Reason));

    /// <summary>Items by id, with nothing but a title.</summary>
    public Task ItemsAsync(params string[] ids) => ItemsAsync([.. ids.Select(id => new Item { Id = id, Title = $"Title {id}" })]);

    /// <summary>Lays an item's vector; its filters are taken from the item.</summary>
    public async Task VectorAsync(string id, params float[] vector)
    {
        var space = await Get<VectorSpaces>().GetAsync(Get<SpaceDefinition>());
        var item = (await Get<ItemStore>().GetAsync(id))!;
        var padded = new float[Dimension];
        vector.CopyTo(padded, 0);
        var row = new VectorRow(await KeyAsync(id), id, "by hand", padded, ItemFacets.YearOf(item), [.. ItemFacets.Of(item).Select(f => f.Tag)]);
        await Get<Store>().WriteAsync(session => VectorStore.UpsertAsync(session, space, OwnerKind.Item, [row]));
    }

    /// <summary>A user with what they say of themselves.</summary>
    public async Task UserAsync(string id, string? text) =>
        Assert.All(await Get<UserStore>().UpsertAsync([new User { Id = id, Text = text }]), o => Assert.Null(o.Reason));

    /// <summary>Lays the vector of a user, of one who likes something unless said otherwise.</summary>
    public async Task UserVectorAsync(string id, float[] vector, bool likes = true)
    {
        var space = await Get<VectorSpaces>().GetAsync(Get<SpaceDefinition>());
        var padded = new float[Dimension];
        vector.CopyTo(padded, 0);
        var row = new VectorRow((await Get<UserStore>().FindKeyAsync(id))!.Value, id, "by hand", padded, null, likes ? [UserTags.Likes] : []);
        await Get<Store>().WriteAsync(session => VectorStore.UpsertAsync(session, space, OwnerKind.User, [row]));
    }

    /// <summary>Likes, each a day after the one before, the last an hour ago.</summary>
    public Task LikesAsync(string user, params string[] items) => DoAsync([.. items.Select((item, i) => new Interaction
    {
        UserId = user, ItemId = item, Type = "like", Timestamp = Seconds(TimeSpan.FromDays(items.Length - 1 - i) + TimeSpan.FromHours(1)),
    })]);

    public Task DoAsync(string user, string item, string type, double value = 1, TimeSpan? ago = null) =>
        DoAsync(new Interaction { UserId = user, ItemId = item, Type = type, Value = value, Timestamp = Seconds(ago ?? TimeSpan.FromHours(1)) });

    public async Task DoAsync(params Interaction[] interactions) =>
        Assert.All(await Get<InteractionStore>().AddAsync(interactions), o => Assert.Null(o.Reason));

    /// <summary>Likes in a store of order indexes.</summary>
    public async Task OrderedLikesAsync(string user, params string[] items) => Assert.All(
        await Get<InteractionStore>().AddAsync(
            [.. items.Select((item, i) => new Interaction { UserId = user, ItemId = item, Type = "like", Timestamp = $"{i}" })], TimeKind.OrderIndex),
        o => Assert.Null(o.Reason));

    public Task<RecommendationList> RecommendAsync(string user, ItemFilter? filter = null, int limit = 10, double? diversity = 0) =>
        Get<Recommender>().RecommendAsync(new() { UserId = user, Filter = filter ?? ItemFilter.None, Limit = limit, Diversity = diversity }, default);

    public Task<RecommendationList> RecommendAsync(RecommendationRequest request) => Get<Recommender>().RecommendAsync(request, default);

    /// <summary>What one channel finds for a user, by id, best first.</summary>
    public async Task<IReadOnlyList<(string Id, float Score)>> RecallAsync(string channel, string? user = null, string? wish = null, ItemFilter? filter = null, int limit = 100)
    {
        Assert.Empty(await Get<Projections>().FollowAsync(default));
        var key = user is null ? null : await Get<UserStore>().FindKeyAsync(user);
        var behaviour = Get<BehaviourView>();
        var profile = key is { } known ? Get<ProfileBuilder>().Build(behaviour.Histories.EventsOf(known).Span, behaviour.HasTime) : Profile.Empty;
        var context = new RecallContext(profile, wish, new CandidateFilter(filter ?? ItemFilter.None, Get<ItemTable>(), profile.Seen)) { User = key };
        var asked = Get<IEnumerable<IRecallChannel>>().Single(c => c.Name == channel);
        return asked.Applies(context) ? [.. (await asked.RecallAsync(context, limit, default)).Select(c => (Get<ItemTable>()[c.Item]!.Id, c.Score))] : [];
    }

    public async Task<int> KeyAsync(string item)
    {
        await Get<ItemFollower>().FollowAsync(default);
        return Get<ItemTable>().Find(item)!.Key;
    }

    public Task<T?> ScalarAsync<T>(string sql) => Get<Store>().ReadAsync(session => session.ScalarAsync<T>(sql));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_ownFolder is not null)
        {
            SqliteConnection.ClearAllPools();
            _ownFolder.Dispose();
        }
    }

    private string Seconds(TimeSpan ago) => FormattableString.Invariant($"{(Time.GetUtcNow() - ago).ToUnixTimeSeconds()}");

    /// <summary>Encodes a text as the sum of an axis for each of the words "axis0" … "axis7" in it.</summary>
    private sealed class WordEncoder : IEmbeddingGenerator<string, Embedding<float>>
    {
        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult<GeneratedEmbeddings<Embedding<float>>>(
                [.. values.Select(text => new Embedding<float>(Enumerable.Range(0, Dimension).Select(i => text.Contains($"axis{i}", StringComparison.Ordinal) ? 1f : 0).ToArray()))]);

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
