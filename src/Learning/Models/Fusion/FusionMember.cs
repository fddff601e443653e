namespace LlmRec.Learning.Models.Fusion;

/// <summary>A member of a fusion.</summary>
/// <param name="Model">The model.</param>
/// <param name="AreLogits">Whether its scores are log-odds.</param>
internal sealed record FusionMember(IScoringModel Model, bool AreLogits) : MemberScale(AreLogits);
