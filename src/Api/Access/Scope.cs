namespace LlmRec.Api.Access;

/// <summary>What a key may do; each scope includes those before it.</summary>
public enum Scope
{
    /// <summary>Ask: search, recommendations, items, users, metrics.</summary>
    Read = 1,

    /// <summary>Send in: items, users, interactions, impressions.</summary>
    Write = 2,

    /// <summary>Delete, run jobs, administer.</summary>
    Admin = 3,
}
