using System.Text.Json.Serialization;
using LlmRec.Learning.Models.Fusion;

namespace LlmRec.Recommending.Training;

/// <summary>What came of a model's training.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">Its new version.</param>
/// <param name="Ndcg">Its NDCG@10 on held-out likes, the mean over users; null when there were none.</param>
/// <param name="Versus">The version that was in use; null when none was.</param>
/// <param name="NdcgInUse">That one's NDCG@10 on the same likes; null when there is nothing to compare.</param>
/// <param name="StandardError">The standard error of the difference from the one in use, or, where none was and the model falls behind it, from plain popularity; null when there is none.</param>
/// <param name="NdcgPopular">The NDCG@10 of plain popularity on the same likes.</param>
/// <param name="Users">Users whose held-out likes were compared.</param>
/// <param name="Events">Held-out likes that neither was trained on.</param>
/// <param name="Promoted">Whether the new version is in use now.</param>
/// <param name="Verdict">Why, or why not.</param>
public sealed record ModelOutcome(
    string Model,
    string Version,
    double? Ndcg,
    string? Versus,
    double? NdcgInUse,
    double? StandardError,
    double? NdcgPopular,
    int Users,
    int Events,
    bool Promoted,
    string Verdict)
{
    /// <summary>Of <c>dialogue</c>, what the NDCG@10 is without it: it is one channel of several; null for the others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? NdcgWithout { get; init; }
}

/// <summary>What came of a training.</summary>
/// <param name="Users">Users trained on.</param>
/// <param name="Items">Items in the catalogue.</param>
/// <param name="Likes">Likes trained on.</param>
/// <param name="HeldOutBy">How likes were held out: <c>time</c> or <c>last</c>.</param>
/// <param name="Seconds">What it took, an interruption not counted.</param>
/// <param name="Models">By model.</param>
/// <param name="NewItemBoost">How much the fusion favours new items, and what that does; null when it was not calibrated.</param>
public sealed record TrainingResult(int Users, int Items, long Likes, string HeldOutBy, double Seconds, IReadOnlyList<ModelOutcome> Models, NewItemCalibration? NewItemBoost = null);
