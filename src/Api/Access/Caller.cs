namespace LlmRec.Api.Access;

/// <summary>Who calls: a key, by the name that the settings give it, or anyone on this machine while there are no keys.</summary>
/// <param name="Name">The key's name; keys that follow each other under one name are one caller.</param>
/// <param name="Scope">What it may do.</param>
internal sealed record Caller(string Name, Scope Scope)
{
    /// <summary>Anyone on this machine, while no keys are configured.</summary>
    public static Caller Local { get; } = new("local", Scope.Admin);
}

internal static class Callers
{
    /// <summary>Who sends this request; null where no key is needed and none that is known was sent.</summary>
    public static Caller? Caller(this HttpContext context) => context.Features.Get<Caller>();
}
