using System.Text.Json;

namespace LlmRec.Text.Tokenizers.HuggingFace.Models;

/// <summary>How a byte-pair model marks and falls back.</summary>
/// <param name="Unknown">The token for unknown characters; null leaves them out.</param>
/// <param name="ContinuationPrefix">Stands before characters that continue a piece.</param>
/// <param name="EndSuffix">Stands after the last character of a piece.</param>
/// <param name="FuseUnknowns">Whether unknown neighbours are one token.</param>
/// <param name="ByteFallback">Whether unknown characters are spelt in bytes.</param>
/// <param name="IgnoreMerges">Whether a piece that is a token as a whole stays one.</param>
internal sealed record BytePairSettings(string? Unknown, string ContinuationPrefix, string EndSuffix, bool FuseUnknowns, bool ByteFallback, bool IgnoreMerges)
{
    /// <summary>Reads the settings of a model.</summary>
    /// <exception cref="JsonException">It asks for random merges.</exception>
    public static BytePairSettings Read(JsonElement model)
    {
        if (model.Part("dropout") is { ValueKind: JsonValueKind.Number } dropout && dropout.GetDouble() != 0)
        {
            throw new JsonException("the model drops merges at random (\"dropout\"), which is for training only: set it to null");
        }

        return new(
            model.OptionalText("unk_token"),
            model.OptionalText("continuing_subword_prefix") ?? "",
            model.OptionalText("end_of_word_suffix") ?? "",
            model.Flag("fuse_unk", false),
            model.Flag("byte_fallback", false),
            model.Flag("ignore_merges", false));
    }

    /// <summary>Reads the merges, each <c>"a b"</c> or <c>["a", "b"]</c>.</summary>
    /// <exception cref="JsonException">A merge is neither, or of or to what is no token.</exception>
    public static Dictionary<(int Left, int Right), Merge> Merges(JsonElement model, Dictionary<string, int> vocabulary, string continuationPrefix)
    {
        var merges = new Dictionary<(int, int), Merge>();
        var rank = 0;
        foreach (var entry in model.RequiredList("merges"))
        {
            var parts = entry.ValueKind switch
            {
                JsonValueKind.String => entry.GetString()!.Split(' '),
                JsonValueKind.Array => [.. entry.EnumerateArray().Select(part => part.ToString())],
                _ => [],
            };
            if (parts is ["#version:", ..])
            {
                continue;
            }

            if (parts is not [var left, var right])
            {
                throw new JsonException($"the merge {entry} is not two tokens");
            }

            var joined = left + (right.StartsWith(continuationPrefix, StringComparison.Ordinal) ? right[continuationPrefix.Length..] : right);
            merges[(Id(left), Id(right))] = new(rank++, Id(joined));
        }

        return merges;

        int Id(string token) => vocabulary.TryGetValue(token, out var id) ? id : throw new JsonException($"a merge speaks of \"{token}\", which is not in the vocabulary");
    }
}
