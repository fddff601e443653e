using System.Text.Json;
using LlmRec.Language.Folders;
using LlmRec.Language.Generation;
using LlmRec.Language.Import;
using LlmRec.Testing;
using Microsoft.Extensions.AI;

namespace LlmRec.Tests.Language;

/// <summary>A real model, from GGUF to text, beside answers that were computed in double precision.</summary>
public sealed class SmolLm2Tests : IDisposable
{
    private const string Shared = "models/smollm2-135m-instruct";

    private readonly TempFolder _folder = new();

    [SharedFact(Shared)]
    public void As_int8_it_reads_every_text_alike_and_leaves_no_answer_where_the_margin_is_wide()
    {
        using var model = Imported(WeightStorage.Int8);
        Assert.Equal(64, Lines("reference-tokens.jsonl").Count(line =>
        {
            Assert.Equal(Numbers(line, "ids"), model.Folder.Tokenizer.Encode(line.GetProperty("text").GetString()!));
            return true;
        }));
        var equal = 0;
        foreach (var line in Lines("reference-greedy.jsonl"))
        {
            var (expected, same) = Follow(model, line);
            equal += same == expected.Length ? 1 : 0;
            var margins = line.GetProperty("margins").EnumerateArray().Select(m => m.GetDouble()).ToArray();
            Assert.True(same == expected.Length || margins[same] <= .6, $"'{line.GetProperty("prompt")}' left after {same} tokens at a margin of {margins[same]}");
        }

        Assert.InRange(equal, 3, 20);
    }

    [SharedFact(Shared)]
    public void As_fp32_it_answers_token_by_token_as_in_double_precision()
    {
        using var model = Imported(WeightStorage.Fp32);
        // The shortest answers: each of the twenty was compared when the import was written.
        foreach (var line in Lines("reference-greedy.jsonl").OrderBy(l => l.GetProperty("greedy").GetArrayLength()).Take(4))
        {
            var (expected, same) = Follow(model, line);
            Assert.Equal(expected.Length, same);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<JsonElement> Lines(string file) =>
        File.ReadLines(SharedFolder.PathOf($"{Shared}/{file}")).Select(line => JsonDocument.Parse(line).RootElement);

    private static int[] Numbers(JsonElement line, string name) => [.. line.GetProperty(name).EnumerateArray().Select(n => n.GetInt32())];

    /// <summary>The reference's answer, and after how many of its tokens ours differs; an answer that ends must end there too.</summary>
    private static (int[] Expected, int Same) Follow(LanguageModel model, JsonElement line)
    {
        var expected = Numbers(line, "greedy");
        var options = new ChatOptions { Temperature = 0, MaxOutputTokens = expected.Length + (line.GetProperty("ended").GetBoolean() ? 1 : 0) };
        var answer = ModelTrial.Run(model, [new(ChatRole.User, line.GetProperty("prompt").GetString()!)], options, null, default);
        Assert.Equal(Numbers(line, "ids"), answer.PromptIds);
        var same = expected.Zip(answer.Ids).TakeWhile(pair => pair.First == pair.Second).Count();
        if (same == expected.Length)
        {
            Assert.Equal(expected.Length, answer.Ids.Count);
            Assert.Equal(line.GetProperty("text").GetString(), answer.Text);
        }

        return (expected, same);
    }

    private LanguageModel Imported(WeightStorage storage)
    {
        GgufImport.Run(SharedFolder.PathOf($"{Shared}/SmolLM2-135M-Instruct.Q4_1.gguf"), _folder["smol"], storage, null, default);
        return LanguageModel.Load(LanguageFolder.Open(_folder["smol"]), 1);
    }
}
