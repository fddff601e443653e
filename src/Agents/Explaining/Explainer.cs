using System.Security.Cryptography;
using System.Text.Json;
using LlmRec.Agents.Explaining.Checking;
using LlmRec.Agents.Explaining.Facts;
using LlmRec.Agents.Explaining.Templates;
using LlmRec.Agents.Explaining.Wording;
using LlmRec.Language;
using LlmRec.Recommending.Items;
using LlmRec.Recommending.Pipeline;
using Microsoft.Extensions.Options;

namespace LlmRec.Agents.Explaining;

/// <summary>
/// Evidence to words: the language model where one is configured and says no more than the evidence, else a template. A
/// model that is down, slow or lies costs its words, never the answer.
/// </summary>
public sealed class Explainer
{
    private readonly Recommender _recommender;
    private readonly ItemTable _items;
    private readonly FactsSelection _selection;
    private readonly LanguageWording _wording;
    private readonly ExplanationCache _cache;
    private readonly TimeSpan _deadline;
    private readonly TimeProvider _time;

    internal Explainer(
        Recommender recommender, ItemTable items, FactsSelection selection, LanguageWording wording, ExplanationCache cache, IOptions<LlmOptions> options, TimeProvider time)
    {
        _recommender = recommender;
        _items = items;
        _selection = selection;
        _wording = wording;
        _cache = cache;
        _deadline = TimeSpan.FromSeconds(options.Value.ExplanationSeconds);
        _time = time;
    }

    /// <summary>Explains one item to a user.</summary>
    /// <param name="userId">The user; one without history gets what speaks for the item by itself.</param>
    /// <param name="item">The item.</param>
    /// <param name="versus">An item to hold it against; null for none.</param>
    /// <param name="cancellationToken">The caller left: the model stops writing.</param>
    public async Task<Explanation> ExplainAsync(string userId, CatalogItem item, CatalogItem? versus, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);
        string[] ids = versus is null ? [item.Id] : [item.Id, versus.Id];
        var list = await _recommender.PreviewAsync(
            new() { UserId = userId, Limit = ids.Length, Diversity = 0, Filter = new() { Include = ids } }, cancellationToken);
        var facts = FactsOf(item, list);
        if (versus is not null)
        {
            var other = FactsOf(versus, list);
            // What is disliked has no rank to speak of.
            var isRanked = facts.Standing != Standing.Disliked && other.Standing != Standing.Disliked;
            facts = facts with { Versus = new(other, isRanked ? RanksHigher(versus.Id, item.Id, list) : null) };
        }

        using var deadline = new CancellationTokenSource(_deadline, _time);
        return await SayAsync(facts, userId, list, new(), new HashSet<string>(), deadline.Token, cancellationToken);
    }

    /// <summary>Explains an item of an answer.</summary>
    /// <param name="item">The item.</param>
    /// <param name="list">The answer.</param>
    /// <param name="userId">The user; null for a visitor.</param>
    /// <param name="cancellationToken">The caller left.</param>
    public async Task<Explanation> ExplainAsync(CatalogItem item, RecommendationList list, string? userId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(list);
        using var deadline = new CancellationTokenSource(_deadline, _time);
        return await SayAsync(FactsOf(item, list), userId, list, new(), new HashSet<string>(), deadline.Token, cancellationToken);
    }

    /// <summary>Explains an item of an answer by template, asking no model.</summary>
    /// <param name="item">The item.</param>
    /// <param name="list">The answer.</param>
    /// <param name="userId">The user; null for a visitor.</param>
    public Explanation ExplainByTemplate(CatalogItem item, RecommendationList list, string? userId)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(list);
        var facts = FactsOf(item, list);
        return ByTemplate(ShortTitles.In(facts), facts.Item.Name, userId, new(), []);
    }

    /// <summary>Explains every item of an answer by templates, asking no model.</summary>
    /// <param name="list">The answer.</param>
    /// <param name="userId">The user; null for a visitor.</param>
    public ExplainedList ExplainByTemplate(RecommendationList list, string? userId)
    {
        ArgumentNullException.ThrowIfNull(list);
        var templates = new TemplateWriter();
        return new(
            list.RecommendationId,
            [.. list.Items.Select(pick => new ExplainedRecommendation(
                pick.Id, pick.Title, pick.Score, pick.Channels, pick.Reasons, _items.Find(pick.Id) is { } item && _selection.Of(item, pick.Evidence, list.Profile) is var facts ? ByTemplate(ShortTitles.In(facts), facts.Item.Name, userId, templates, []) : null))],
            list.Degraded,
            list.Faults,
            list.UnknownItems);
    }

    /// <summary>Explains every item of an answer, as one text that doesn't repeat itself.</summary>
    /// <param name="list">The answer.</param>
    /// <param name="userId">The user; null for a visitor.</param>
    /// <param name="cancellationToken">The caller left.</param>
    public async Task<ExplainedList> ExplainAsync(RecommendationList list, string? userId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(list);
        var (templates, said) = (new TemplateWriter(), new HashSet<string>());
        var explained = new List<ExplainedRecommendation>(list.Items.Count);
        using var deadline = new CancellationTokenSource(_deadline, _time);
        foreach (var pick in list.Items)
        {
            var explanation = _items.Find(pick.Id) is { } item
                ? await SayAsync(_selection.Of(item, pick.Evidence, list.Profile), userId, list, templates, said, deadline.Token, cancellationToken)
                : null;
            explained.Add(new(pick.Id, pick.Title, pick.Score, pick.Channels, pick.Reasons, explanation));
        }

        return new(list.RecommendationId, explained, list.Degraded, list.Faults, list.UnknownItems);
    }

    private PickFacts FactsOf(CatalogItem item, RecommendationList list) =>
        _selection.Of(item, list.Items.FirstOrDefault(i => i.Id == item.Id)?.Evidence, list.Profile);

    private static bool? RanksHigher(string one, string other, RecommendationList list)
    {
        double ScoreOf(string id) => list.Items.FirstOrDefault(i => i.Id == id)?.Score ?? 0;
        var difference = ScoreOf(one) - ScoreOf(other);
        return difference == 0 ? null : difference > 0;
    }

    private async Task<Explanation> SayAsync(
        PickFacts facts, string? userId, RecommendationList list, TemplateWriter templates, HashSet<string> wordings, CancellationToken deadline, CancellationToken cancellationToken)
    {
        var title = facts.Item.Name;
        facts = ShortTitles.In(facts);
        // Without a model nothing is kept, and nothing need be hashed.
        var key = _wording.Version is null ? null : KeyOf(facts, userId, list);
        if (key is not null && _cache.Find(key) is { } known)
        {
            wordings.Add(FactsSaid.Wording(known.Text, facts));
            return known;
        }

        var attempts = new List<Attempt>();
        var said = !facts.IsForModels ? null : await _wording.WriteAsync(facts, userId ?? "", attempts, wordings, deadline, cancellationToken);
        if (said is null)
        {
            return ByTemplate(facts, title, userId, templates, attempts);
        }

        var explanation = new Explanation(
            facts.Item.Id, title, said, facts, Explanation.FromLlm, _wording.Version, ExplanationCheck.Of(FaithfulnessCheck.Check(said, facts), attempts))
        {
            Attempts = attempts,
        };
        if (key is not null)
        {
            _cache.Keep(key, explanation);
        }

        return explanation;
    }

    /// <summary>Never kept: what a template says costs nothing, and a model that was down may be up again.</summary>
    private static Explanation ByTemplate(PickFacts facts, string title, string? userId, TemplateWriter templates, List<Attempt> attempts)
    {
        var text = templates.Write(facts, userId);
        return new(facts.Item.Id, title, text, facts, Explanation.FromTemplate, null, ExplanationCheck.Of(FaithfulnessCheck.Check(text, facts), attempts))
        {
            Attempts = attempts,
        };
    }

    /// <summary>The user's state, the facts and the model: a new interaction, another title or another model is another key.</summary>
    private string KeyOf(PickFacts facts, string? userId, RecommendationList list) => Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        new { userId, _wording.Version, facts, facts.Dislikes, likes = list.Profile.Likes.Select(l => l.Item), seen = list.Profile.Seen.Order() })));
}
