namespace LlmRec.Embedding.Backfill;

/// <summary>What to embed.</summary>
/// <param name="Kind"><c>items</c> or <c>users</c>; null for both.</param>
/// <param name="Batch">Texts a transaction, 1 to 10,000: at most these are lost by a kill. Default 256.</param>
/// <param name="Force">Embed again what has a current vector.</param>
public sealed record BackfillRequest(string? Kind = null, int Batch = 256, bool Force = false)
{
    /// <summary>Whether items are asked for.</summary>
    public bool Items() => Kind is null or "items";

    /// <summary>Whether users are asked for.</summary>
    public bool Users() => Kind is null or "users";

    /// <summary>What is wrong with the request; null when nothing.</summary>
    public string? Fault() =>
        Kind is not (null or "items" or "users") ? $"kind must be items or users; it is '{Kind}'."
        : Batch is < 1 or > 10_000 ? $"batch must be from 1 to 10,000; it is {Batch}."
        : null;
}
