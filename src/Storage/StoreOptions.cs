using System.ComponentModel.DataAnnotations;

namespace LlmRec.Storage;

/// <summary>Where the store is. Bound from the configuration's root section.</summary>
public sealed class StoreOptions
{
    /// <summary>
    /// <c>sqlite:PATH</c>; a relative path counts from the working directory. Default <c>sqlite:data/llmrec.db</c>.
    /// </summary>
    [Required]
    public string Store { get; set; } = "sqlite:data/llmrec.db";
}
