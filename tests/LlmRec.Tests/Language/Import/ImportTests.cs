using System.Text.Json;
using LlmRec.Language.Import;
using LlmRec.Testing;
using Microsoft.ML.OnnxRuntimeGenAI;

namespace LlmRec.Tests.Language.Import;

public sealed class ImportTests : IDisposable
{
    private const int Answer = 20;

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("llama")]
    [InlineData("qwen2")]
    public void As_fp32_a_model_answers_token_by_token_as_in_double_precision(string architecture)
    {
        var reference = Imported(architecture, WeightStorage.Fp32);
        foreach (var prompt in Prompts())
        {
            var (tokens, margins) = reference.Greedy(prompt, Answer);
            Assert.True(margins.Min() > 1e-4, "a margin too small to tell anything");

            Assert.Equal(tokens, Greedy(prompt, tokens.Length));
        }
    }

    [Theory]
    [InlineData("llama")]
    [InlineData("qwen2")]
    public void As_int8_a_model_leaves_the_reference_only_where_two_tokens_are_nearly_equal(string architecture)
    {
        var reference = Imported(architecture, WeightStorage.Int8);
        var equal = 0;
        foreach (var prompt in Prompts())
        {
            var (tokens, margins) = reference.Greedy(prompt, Answer);
            var answer = Greedy(prompt, tokens.Length);
            var same = tokens.Zip(answer).TakeWhile(pair => pair.First == pair.Second).Count();
            equal += same;
            Assert.True(same == tokens.Length || margins[same] < .6, $"left after {same} tokens at a margin of {margins.ElementAtOrDefault(same)}");
        }

        Assert.True(equal > 2 * Answer, $"only {equal} tokens followed the reference");
    }

    [Fact]
    public void The_folder_holds_what_the_runtime_and_people_look_for()
    {
        Imported("qwen2", WeightStorage.Int8);
        var folder = _folder["model"];

        Assert.Equal(["genai_config.json", "model.onnx", "tokenizer.json", "tokenizer_config.json"], Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        using var tokenizer = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "tokenizer.json")));
        Assert.Equal(TinyModel.Tokens.Length, tokenizer.RootElement.GetProperty("model").GetProperty("vocab").EnumerateObject().Count());
        Assert.Equal(3, tokenizer.RootElement.GetProperty("added_tokens").GetArrayLength());
        using var configuration = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "tokenizer_config.json")));
        Assert.Equal(TinyModel.Template, configuration.RootElement.GetProperty("chat_template").GetString());
        Assert.Equal("<|im_end|>", configuration.RootElement.GetProperty("eos_token").GetString());
    }

    [Fact]
    public void Progress_counts_the_layers()
    {
        var told = new List<(int, int)>();
        var file = Written("llama");

        GgufImport.Run(file, _folder["model"], WeightStorage.Int8, new Told(told), default);

        Assert.Equal([(1, TinyModel.Layers), (2, TinyModel.Layers)], told);
    }

    [Fact]
    public void Importing_twice_gives_the_same_bytes()
    {
        var file = Written("llama");
        GgufImport.Run(file, _folder["a"], WeightStorage.Int8, null, default);
        GgufImport.Run(file, _folder["b"], WeightStorage.Int8, null, default);

        Assert.All(Directory.GetFiles(_folder["a"]), f => Assert.Equal(File.ReadAllBytes(f), File.ReadAllBytes(Path.Combine(_folder["b"], Path.GetFileName(f)))));
    }

    public void Dispose() => _folder.Dispose();

    private static int[][] Prompts() => [.. new[] { 2, 5, 8, 11 }.Select(seed =>
    {
        var random = new Random(seed);
        return Enumerable.Range(0, 5 + (seed * 3)).Select(_ => random.Next(3, TinyModel.Tokens.Length)).ToArray();
    })];

    private ReferenceDecoder Imported(string architecture, WeightStorage storage)
    {
        GgufImport.Run(Written(architecture), _folder["model"], storage, null, default);
        return new(architecture, TinyModel.Write(architecture, 5));
    }

    private string Written(string architecture)
    {
        File.WriteAllBytes(_folder["model.gguf"], TinyModel.Write(architecture, 5).Build());
        return _folder["model.gguf"];
    }

    private int[] Greedy(int[] prompt, int count)
    {
        using var model = new Model(_folder["model"]);
        using var parameters = new GeneratorParams(model);
        parameters.SetSearchOption("max_length", prompt.Length + count + 1);
        using var generator = new Generator(model, parameters);
        generator.AppendTokens(prompt);
        var answer = new List<int>();
        while (answer.Count < count)
        {
            generator.GenerateNextToken();
            answer.Add(generator.GetNextTokens()[0]);
        }

        return [.. answer];
    }

    private sealed class Told(List<(int, int)> told) : IProgress<(int Done, int Total)>
    {
        public void Report((int Done, int Total) value) => told.Add(value);
    }
}
