using Microsoft.Extensions.Options;

namespace LlmRec.Catalog.Interactions;

/// <summary>What counts as a like, by type of interaction. Section <c>Likes</c>.</summary>
public sealed class LikeOptions
{
    /// <summary>
    /// Types that are taken, each with its rule; entries in the configuration are added to, or replace, the built-in ones:
    /// <c>rating</c> (likes from 3.5, dislikes below 2.5), <c>like</c>, <c>purchase</c>, <c>stated</c> (said in so many words: 1 likes, -1 dislikes, 0 takes back),
    /// <c>click</c> (weight 0.3: people click on much that they don't like), <c>dislike</c>.
    /// </summary>
    public Dictionary<string, LikeRule> Types { get; set; } = new()
    {
        ["rating"] = new() { LikeFrom = 3.5, DislikeBelow = 2.5 },
        ["like"] = new(),
        ["purchase"] = new(),
        ["stated"] = new() { LikeFrom = 0.5, DislikeBelow = -0.5 },
        ["click"] = new() { Weight = 0.3f },
        ["dislike"] = new() { Dislikes = true },
    };
}

/// <summary>How one type of interaction counts.</summary>
public sealed class LikeRule
{
    /// <summary>How much a like of this type counts, above 0 to 100. Default 1.</summary>
    public float Weight { get; set; } = 1;

    /// <summary>Values from here on like; null: every value does.</summary>
    public double? LikeFrom { get; set; }

    /// <summary>Values below dislike; null: none does.</summary>
    public double? DislikeBelow { get; set; }

    /// <summary>Whether the type dislikes, whatever the value.</summary>
    public bool Dislikes { get; set; }
}

/// <summary>Refuses rules that contradict themselves, at start and by name.</summary>
internal sealed class LikeOptionsCheck : IValidateOptions<LikeOptions>
{
    public ValidateOptionsResult Validate(string? name, LikeOptions options)
    {
        var faults = options.Types.Select(type => Fault(type.Key, type.Value)).OfType<string>().ToList();
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    private static string? Fault(string type, LikeRule rule) =>
        rule.Weight is not (> 0 and <= 100) ? $"LlmRec:Likes:Types:{type}:Weight must be above 0 and at most 100; it is {rule.Weight}. A type that dislikes says Dislikes: true."
        : rule.LikeFrom < rule.DislikeBelow ? $"LlmRec:Likes:Types:{type}:LikeFrom ({rule.LikeFrom}) must not be below DislikeBelow ({rule.DislikeBelow})."
        : null;
}

/// <summary>Judges interactions.</summary>
public sealed class LikeRules
{
    private readonly Dictionary<string, LikeRule> _rules;

    /// <param name="options">The rules.</param>
    public LikeRules(IOptions<LikeOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _rules = new(options.Value.Types, StringComparer.Ordinal);
    }

    /// <summary>The types that are taken.</summary>
    public IEnumerable<string> Types => _rules.Keys.Order(StringComparer.Ordinal);

    /// <summary>Whether a type is taken.</summary>
    public bool Knows(string type) => _rules.ContainsKey(type);

    /// <summary>How an interaction counts: above 0 for a like, below 0 for a dislike, 0 when neither, or when the type is not known any more.</summary>
    public float WeightOf(string type, double value) => !_rules.TryGetValue(type, out var rule) ? 0
        : rule.Dislikes || value < rule.DislikeBelow ? -rule.Weight
        : rule.LikeFrom is not { } from || value >= from ? rule.Weight
        : 0;
}
