using LlmRec.Language;
using LlmRec.Language.Folders;
using LlmRec.Language.Generation;
using LlmRec.Language.Import;
using LlmRec.Learning.Decoder;
using LlmRec.Learning.Models;
using LlmRec.Testing;
using Microsoft.Extensions.AI;

namespace LlmRec.Tests.Learning.Decoder;

/// <summary>A decoder trained here says the same in ONNX Runtime GenAI.</summary>
public sealed class DecoderExportTests : IDisposable, IClassFixture<DecoderExportTests.Learnt>
{
    private readonly TempFolder _folder = new();
    private readonly Learnt _learnt;

    public DecoderExportTests(Learnt learnt) => _learnt = learnt;

    [Theory]
    [InlineData(WeightStorage.Fp32)]
    [InlineData(WeightStorage.Int8)]
    public void What_was_learnt_by_heart_is_said_token_by_token_as_in_the_training_graph(WeightStorage storage)
    {
        Exported().Export(_folder["words"], storage, default);
        using var model = LanguageModel.Load(LanguageFolder.Open(_folder["words"]), 1);

        foreach (var (fact, words) in _learnt.Talk.Facts.Where((_, i) => i % 2 == 0).Take(12))
        {
            var prompt = _learnt.Talk.Prompt(fact);
            var answer = ModelTrial.Run(model, [new(ChatRole.User, fact)], new() { Temperature = 0 }, null, default);

            Assert.Equal(prompt, answer.PromptIds);
            Assert.Equal(words, answer.Text);
            Assert.Equal(_learnt.Model.Generate(prompt, _learnt.Talk.EndToken, 60, 0, new Random(1)), answer.Ids);
        }
    }

    [Fact]
    public void As_fp32_it_says_the_same_of_what_it_never_learnt()
    {
        Exported().Export(_folder["words"], WeightStorage.Fp32, default);
        using var model = LanguageModel.Load(LanguageFolder.Open(_folder["words"]), 1);

        foreach (var fact in new[] { "Heat; a comedy; 1911", "Brazil", "", "Ran Ran Ran", "a thriller; Zodiac; 2007", "Ünknown; 12" })
        {
            var answer = ModelTrial.Run(model, [new(ChatRole.User, fact)], new() { Temperature = 0 }, null, default);

            Assert.Equal(_learnt.Model.Generate(_learnt.Talk.Prompt(fact), _learnt.Talk.EndToken, 200, 0, new Random(1)), answer.Ids);
        }
    }

    [Fact]
    public void A_folder_that_exists_is_left_as_it_is()
    {
        Directory.CreateDirectory(_folder["words"]);

        var fault = Assert.Throws<LanguageException>(() => Exported().Export(_folder["words"], WeightStorage.Fp32, default));

        Assert.Contains("exists already", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["words"]));
    }

    [Theory]
    [InlineData("tokens")]
    [InlineData("end")]
    [InlineData("template")]
    [InlineData("missing")]
    [InlineData("size")]
    [InlineData("infinite")]
    [InlineData("heads")]
    [InlineData("width")]
    public void Parts_that_do_not_fit_are_refused_in_words_and_leave_nothing(string fault)
    {
        var whole = Exported();
        var weights = new Dictionary<string, float[]>(whole.Weights);
        weights["norm"] = fault switch { "size" => [1], "infinite" => [.. weights["norm"].Select(_ => float.NaN)], _ => weights["norm"] };
        _ = fault == "missing" && weights.Remove("layers.1.feed_forward.up");
        var unfit = whole with
        {
            Weights = weights,
            EndToken = fault == "end" ? "no such" : whole.EndToken,
            ChatTemplate = fault == "template" ? " " : whole.ChatTemplate,
            Tokenizer = fault == "tokens" ? whole.Tokenizer with { Tokens = [.. whole.Tokenizer.Tokens, "extra"] } : whole.Tokenizer,
            Shape = fault switch { "heads" => whole.Shape with { HeadSize = 8 }, "width" => whole.Shape with { Width = 72 }, _ => whole.Shape },
        };

        var error = Assert.Throws<LanguageException>(() => unfit.Export(_folder["words"], WeightStorage.Int8, default));

        Assert.Contains("can't be exported: ", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private TrainedDecoder Exported()
    {
        var shape = _learnt.Model.Shape;
        return new()
        {
            Shape = new(
                shape.Layers, shape.Width, shape.Inner, shape.Heads, shape.KeyValueHeads, shape.HeadWidth, shape.Vocabulary, shape.Length, LlmRec.Learning.Decoder.DecoderShape.NormEpsilon, shape.RotaryBase),
            Weights = _learnt.Model.Weights,
            Tokenizer = _learnt.Talk.TokenizerFile,
            EndToken = SmallTalk.End,
            ChatTemplate = SmallTalk.Template,
        };
    }

    /// <summary>The decoder, trained once for all tests here.</summary>
    public sealed class Learnt : IDisposable
    {
        internal SmallTalk Talk { get; } = new();

        public DecoderModel Model { get; }

        public Learnt() => Model = Talk.Train(new TrainingRun(), passes: 60);

        public void Dispose() => Model.Dispose();
    }
}
