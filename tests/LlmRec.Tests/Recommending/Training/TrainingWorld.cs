using System.Text.Json;
using LlmRec.Catalog.Interactions;
using LlmRec.Recommending.Trained;
using LlmRec.Recommending.Training;
using LlmRec.Storage.Jobs;
using LlmRec.Tests.Learning;

namespace LlmRec.Tests.Recommending.Training;

/// <summary>A world whose users walk along two rings of items, with trainings that take a moment.</summary>
internal static class TrainingWorld
{
    public static IReadOnlyDictionary<string, string?> Quick { get; } = new Dictionary<string, string?>
    {
        ["LlmRec:Training:Sequence:Width"] = "16",
        ["LlmRec:Training:Sequence:TokensPerBatch"] = "128",
        ["LlmRec:Training:Sequence:Dropout"] = "0.1",
        ["LlmRec:Training:Sequence:LearningRate"] = "0.005",
        ["LlmRec:Training:Sequence:Rounds"] = "4",
        ["LlmRec:Training:TextAdapter:Inner"] = "32",
        ["LlmRec:Training:TextAdapter:PairsPerBatch"] = "64",
        ["LlmRec:Training:TextAdapter:LearningRate"] = "0.003",
        ["LlmRec:Training:TextAdapter:Rounds"] = "4",
    };

    public static string Item(int number) => $"i{number}";

    /// <summary>Opens a world of walks, each item with a vector of its own.</summary>
    public static async Task<World> OpenAsync(IReadOnlyDictionary<string, string?>? settings = null, int users = 60)
    {
        var world = await World.OpenAsync(settings: With(settings));
        await world.ItemsAsync([.. Enumerable.Range(0, TinyData.Items).Select(Item)]);
        for (var i = 0; i < TinyData.Items; i++)
        {
            await world.VectorAsync(Item(i), VectorOf(i));
        }

        await WalkAsync(world, users);
        return world;
    }

    /// <summary>Where an item stands: near its neighbours on the ring.</summary>
    public static float[] VectorOf(double place)
    {
        var angle = 4 * Math.PI * place / TinyData.Items;
        var ring = place < TinyData.Items / 2 ? 0 : 4;
        var vector = new float[World.Dimension];
        (vector[ring], vector[ring + 1], vector[ring + 2]) = (1, (float)Math.Cos(angle), (float)Math.Sin(angle));
        return vector;
    }

    public static Dictionary<string, string?> With(IReadOnlyDictionary<string, string?>? settings) =>
        new(Quick.Concat(settings ?? new Dictionary<string, string?>()).GroupBy(s => s.Key).ToDictionary(s => s.Key, s => s.Last().Value));

    /// <summary>Walks of users, named from <paramref name="from"/> on.</summary>
    public static async Task WalkAsync(World world, int users, int from = 0)
    {
        var random = new Random(5 + from);
        var likes = new List<Interaction>();
        for (var user = from; user < from + users; user++)
        {
            var at = random.Next(TinyData.Items);
            for (var i = 0; i < random.Next(5, 9); i++, at = TinyData.After(at))
            {
                likes.Add(new() { UserId = $"u{user}", ItemId = Item(at), Type = "like", Timestamp = $"{i}" });
            }
        }

        Assert.All(await world.Get<InteractionStore>().AddAsync(likes, TimeKind.OrderIndex), o => Assert.Null(o.Reason));
    }

    /// <summary>Trains, and returns the job as it ended.</summary>
    public static async Task<Job> TrainAsync(World world, params string[] models)
    {
        await world.Get<TrainingService>().QueueAsync(new(models));
        return (await world.Get<JobRunner>().RunNextAsync(default))!;
    }

    public static TrainingResult ResultOf(Job job)
    {
        Assert.True(job.State == JobState.Succeeded, job.Error);
        return job.Progress.Detail!.Value.Deserialize<TrainingResult>(JsonSerializerOptions.Web)!;
    }

    public static string WeightsOf(World world, string model, string version) => Path.Combine(world.Get<TrainedFolder>().Of(model, version), "weights.bin");

    /// <summary>Lets the next request add to models what came to the catalogue.</summary>
    public static void Later(World world) => world.Time.Advance(TimeSpan.FromSeconds(11));
}
