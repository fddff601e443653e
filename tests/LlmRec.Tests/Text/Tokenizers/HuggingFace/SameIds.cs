using System.Text;
using System.Text.Json;
using LlmRec.Text.Tokenizers.HuggingFace;

namespace LlmRec.Tests.Text.Tokenizers.HuggingFace;

/// <summary>Holds tokenizers to the library over many texts.</summary>
internal static class SameIds
{
    public static HuggingFaceTokenizer Load(string json) => HuggingFaceTokenizer.Load(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    /// <summary>Every tokenizer gives every text the library's ids.</summary>
    public static async Task AssertAsync(IReadOnlyDictionary<string, string> tokenizers, IReadOnlyList<string> texts, int? maxTokens = null)
    {
        var expected = await TokenizersLibrary.EncodeAsync(tokenizers, texts, maxTokens);
        var different = new List<string>();
        foreach (var (name, json) in tokenizers)
        {
            var tokenizer = Load(json);
            for (var i = 0; i < texts.Count; i++)
            {
                var ours = maxTokens is { } max ? tokenizer.Encode(texts[i], max).Ids : tokenizer.Encode(texts[i]);
                if (!ours.AsSpan().SequenceEqual(expected[name][i]))
                {
                    different.Add($"{name}: {JsonSerializer.Serialize(texts[i])}\n  ours   {string.Join(' ', ours)}\n  theirs {string.Join(' ', expected[name][i])}");
                }
            }
        }

        Assert.True(different.Count == 0, $"{different.Count} of {tokenizers.Count * texts.Count} differ:\n{string.Join('\n', different.Take(25))}");
    }
}
