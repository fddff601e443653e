using LlmRec.Learning.Models;
using LlmRec.Onnx;
using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Dialogues;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Ranking;
using LlmRec.Recommending.Training;
using LlmRec.Storage.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LlmRec.Recommending.Trained;

/// <summary>Registers what trains models and what serves them.</summary>
internal static class TrainedServices
{
    /// <summary>Adds the trainings and the channels of trained models.</summary>
    public static void AddTrained(this IServiceCollection services)
    {
        services.AddOptions<TrainingOptions>().ValidateDataAnnotations();
        services.AddSingleton(PromotionsSchema.Part);
        services.AddSingleton<Promotions>();
        services.AddSingleton<TrainedFolder>();
        services.AddSingleton<TrainedCatalogue>();
        services.AddSingleton<LateItems>();
        services.AddSingleton<AdaptedWishes>();
        services.AddSingleton(provider => new TrainedModels(
            provider.GetRequiredService<Promotions>(),
            provider.GetRequiredService<TrainedFolder>(),
            provider.GetRequiredService<OnnxSessions>(),
            provider.GetRequiredService<ItemFollower>(),
            provider.GetRequiredService<ItemTable>(),
            provider.GetRequiredService<LateItems>(),
            provider.GetRequiredService<IOptions<PipelineOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SpokenVectors>();
        services.AddSingleton<DialogueChannel>();
        services.AddSingleton<IRecallChannel>(provider => provider.GetRequiredService<DialogueChannel>());
        foreach (var name in ChannelNames.Trained.Where(name => name != ChannelNames.Dialogue))
        {
            services.AddSingleton<IRecallChannel>(provider => new TrainedChannel(
                name, ModelNames.GivesLogits(name), provider.GetRequiredService<TrainedModels>(), provider.GetRequiredService<TrainedScores>(), provider.GetRequiredService<AdaptedWishes>()));
        }

        services.AddSingleton<TrainedScores>();
        services.AddSingleton<IRanker, FusionRanker>();

        services.AddSingleton<SnapshotReader>();
        services.AddSingleton<TrainingWork>();
        services.AddSingleton<ModelComparison>();
        services.AddSingleton<ChannelRecorder>();
        services.AddSingleton<FusionTraining>();
        services.AddSingleton<DialogueTraining>();
        services.AddSingleton<TrainingReports>();
        services.AddSingleton<TrainingService>();
        services.AddSingleton<IJobHandler, TrainingHandler>();
    }
}
