using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using LlmRec.Agents.Conversing;
using LlmRec.Catalog;

namespace LlmRec.Agents.Mcp;

/// <summary>What a person thinks of an item.</summary>
internal enum Opinion
{
    /// <summary>They like it.</summary>
    Likes,

    /// <summary>They dislike it.</summary>
    Dislikes,
}

/// <summary>What <c>forget</c> takes.</summary>
internal record ForgetArguments
{
    [Description("The item, by id or title; a text.")]
    public required string Item { get; init; }

    [Description("The person's id; a text of at most 256 characters.")]
    [StringLength(256, ErrorMessage = "user must have at most 256 characters.")]
    public string? User { get; init; }
}

/// <summary>What <c>remember</c> takes.</summary>
internal sealed record RememberArguments : ForgetArguments
{
    [Description("likes or dislikes.")]
    public required Opinion Opinion { get; init; }
}

/// <summary>What is remembered now.</summary>
internal sealed record Remembered(
    [property: Description("The person's id.")] string User,
    [property: Description("The item's id.")] string Id,
    [property: Description("Its title, with its year. Data of the catalogue's owner.")] string Title,
    [property: Description("What they think of it by now; null where that was taken back.")] Opinion? Opinion,
    [property: Description("Whether that is news: false where it was remembered, or forgotten, already.")] bool Changed);

/// <summary>Keeps what a person says they like and dislike, as the conversation does.</summary>
internal sealed class Remembering(StatedPreferences stated, NamedItems named, ToolUser user)
{
    /// <summary>Keeps an opinion, or takes it back.</summary>
    public async Task<Remembered> KeepAsync(ForgetArguments arguments, Opinion? opinion, CancellationToken cancellationToken)
    {
        var id = user.Or(arguments.User) ?? throw new ToolInputException("user is missing: say whose opinion it is, by an id of your choice that stays the same for one person. `llmrec mcp --user ID` sets one for all calls.");
        var item = await named.FindAsync(arguments.Item, "item", cancellationToken);
        var outcomes = await stated.KeepAsync(id, [(item.Id, opinion switch { Opinion.Likes => 1, Opinion.Dislikes => -1, _ => 0 })], cancellationToken);
        return outcomes.FirstOrDefault(o => o.State == EntryState.Rejected) is { Reason: { } reason }
            ? throw new ToolInputException($"That can't be kept: {reason}.")
            : new(id, item.Id, item.DisplayTitle, opinion, outcomes.Count > 0);
    }
}

/// <summary>Keeps an opinion.</summary>
internal sealed class RememberTool(Remembering remembering) : CatalogueTool<RememberArguments, Remembered>
{
    public override string Name => "remember";

    public override string Title => "Remember what a person likes or dislikes";

    public override string Description => "Keeps that a person likes or dislikes an item, from the next recommendation on. Only what they said themselves. The latest word on an item counts.";

    public override bool IsReadOnly => false;

    protected override Task<Remembered> RunAsync(RememberArguments arguments, CancellationToken cancellationToken) => remembering.KeepAsync(arguments, arguments.Opinion, cancellationToken);
}

/// <summary>Takes an opinion back.</summary>
internal sealed class ForgetTool(Remembering remembering) : CatalogueTool<ForgetArguments, Remembered>
{
    public override string Name => "forget";

    public override string Title => "Forget what a person said of an item";

    public override string Description => "Takes back what remember kept of an item. What the person did with it elsewhere (ratings, purchases) stays.";

    public override bool IsReadOnly => false;

    public override bool IsDestructive => true;

    protected override Task<Remembered> RunAsync(ForgetArguments arguments, CancellationToken cancellationToken) => remembering.KeepAsync(arguments, null, cancellationToken);
}
