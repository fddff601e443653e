using LlmRec.Recommending.Answers;
using LlmRec.Recommending.Attribution;
using LlmRec.Recommending.Behaviour;
using LlmRec.Recommending.Beliefs;
using LlmRec.Recommending.Channels;
using LlmRec.Recommending.Demo;
using LlmRec.Recommending.Erasure;
using LlmRec.Recommending.Evidence;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Map;
using LlmRec.Recommending.Overview;
using LlmRec.Recommending.Pipeline;
using LlmRec.Recommending.Profiles;
using LlmRec.Recommending.Ranking;
using LlmRec.Recommending.Reranking;
using LlmRec.Recommending.Search;
using LlmRec.Recommending.Similarity;
using LlmRec.Recommending.Trained;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LlmRec.Recommending;

/// <summary>Registers this room.</summary>
public static class RecommendingServices
{
    /// <summary>Adds the pipeline and its parts.</summary>
    public static IServiceCollection AddRecommending(this IServiceCollection services)
    {
        services.AddOptions<PipelineOptions>().ValidateDataAnnotations();
        services.AddSingleton<IValidateOptions<PipelineOptions>, PipelineOptionsCheck>();
        services.AddSingleton(AnswersSchema.Part);
        services.AddSingleton<ItemTable>();
        services.AddSingleton<ItemFollower>();
        services.AddSingleton<BehaviourView>();
        services.AddSingleton<Projections>();
        services.AddSingleton<ItemVectors>();
        services.AddSingleton<VectorNeighbours>();
        services.AddSingleton<ItemWords>();
        services.AddSingleton<TextNeighbours>();
        services.AddSingleton<UserNeighbours>();
        services.AddSingleton<HybridSearch>();
        services.AddSingleton<TitleIndex>();
        services.AddSingleton<BeliefReader>();
        services.AddSingleton<OverviewReader>();
        services.AddSingleton<AttributionReader>();
        services.AddMap();
        services.AddSingleton<ProfileBuilder>();
        services.AddSingleton<IRecallChannel, WishChannel>();
        services.AddSingleton<IRecallChannel, ItemKnnChannel>();
        services.AddSingleton<IRecallChannel, TransitionsChannel>();
        services.AddSingleton<IRecallChannel, ProfileChannel>();
        services.AddSingleton<IRecallChannel, SimilarChannel>();
        services.AddSingleton<IRecallChannel, SimilarUsersChannel>();
        services.AddSingleton<IRecallChannel, PopularChannel>();
        services.AddSingleton<IRecallChannel, FreshChannel>();
        services.AddTrained();
        services.AddSingleton<ChannelRunner>();
        services.AddSingleton<WeightedRanker>();
        services.AddSingleton<IRanker>(provider => provider.GetRequiredService<WeightedRanker>());
        services.AddSingleton<CritiqueRanking>();
        services.AddSingleton<IReranker, MmrReranker>();
        services.AddSingleton<EvidenceCollector>();
        services.AddSingleton<AnswerLog>();
        services.AddSingleton<Recommender>();
        services.AddSingleton<UserErasure>();
        services.AddSingleton<ItemErasure>();
        services.AddSingleton<DemoCatalogue>();
        return services;
    }
}
