using LlmRec.Recommending.Ranking;
using Microsoft.Extensions.Options;

namespace LlmRec.Recommending.Pipeline;

/// <summary>Refuses settings that would do nothing.</summary>
internal sealed class PipelineOptionsCheck : IValidateOptions<PipelineOptions>
{
    public ValidateOptionsResult Validate(string? name, PipelineOptions options) =>
        options.NewItemBoost is not null && options.Ranker != FusionRanker.RankerName
            ? ValidateOptionsResult.Fail($"LlmRec:Pipeline:NewItemBoost is of the ranker {FusionRanker.RankerName}, but Pipeline:Ranker is {options.Ranker}. Choose that ranker, or remove the setting.")
            : ValidateOptionsResult.Success;
}
