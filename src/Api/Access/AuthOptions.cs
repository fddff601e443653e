namespace LlmRec.Api.Access;

/// <summary>Who may call. Section <c>Auth</c>. Read again whenever the settings change; no restart is needed.</summary>
public sealed class AuthOptions
{
    /// <summary>The keys. None: only this machine is served. Two of one name may be valid at once, for changing over.</summary>
    public IList<ApiKeyOptions> ApiKeys { get; init; } = [];

    /// <summary>
    /// A JSON file with further keys, <c>{"ApiKeys":[{"Name","Scope","Key"}]}</c>, read again when it changes; a relative
    /// path counts from the working directory. Default none.
    /// </summary>
    public string? KeysFile { get; set; }
}

/// <summary>A key.</summary>
public sealed class ApiKeyOptions
{
    /// <summary>Whose key it is: letters, digits, dots, dashes and underscores, at most 64. It appears in logs and owns what it makes.</summary>
    public string Name { get; set; } = "";

    /// <summary><c>read</c>, <c>write</c> (includes read) or <c>admin</c> (includes all).</summary>
    public string Scope { get; set; } = "";

    /// <summary><c>sha256:HEX</c>, the SHA-256 of the key's UTF-8 bytes, as <c>llmrec keys new</c> prints it; or the key itself, with a warning at start.</summary>
    public string Key { get; set; } = "";
}
