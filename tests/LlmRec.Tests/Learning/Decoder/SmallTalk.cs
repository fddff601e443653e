using LlmRec.Learning.Decoder;
using LlmRec.Learning.Models;
using LlmRec.Text.Tokenizers.HuggingFace;
using LlmRec.Text.Tokenizers.HuggingFace.BytePair;

namespace LlmRec.Tests.Learning.Decoder;

/// <summary>A corpus of a few dozen facts and their words, its tokenizer, and a decoder small enough to learn it by heart in seconds.</summary>
internal sealed class SmallTalk
{
    public const string Ask = "<|ask|>", Answer = "<|answer|>", End = "<|end|>";

    public const string Template = "{% for message in messages %}" + Ask + "{{ message['content'] }}{% endfor %}" + Answer;

    private static readonly string[] Names = ["Alien", "Heat", "Ran", "Solaris", "Brazil", "Playtime", "Stalker", "Network"];
    private static readonly string[] Kinds = ["a thriller", "a comedy", "science fiction"];

    public SmallTalk()
    {
        Facts = [.. Names.SelectMany((name, i) => Kinds.Select((kind, j) => ($"{name}; {kind}; {1960 + (7 * i) + j}", $"{name} is {kind} of {1960 + (7 * i) + j}, as you like {kind}.")))];
        TokenizerFile = BytePairTrainer.Train(Facts.Select(f => f.Words), 320, [End, Ask, Answer], default);
        Tokenizer = TokenizerFile.Open();
    }

    public IReadOnlyList<(string Fact, string Words)> Facts { get; }

    public BytePairFile TokenizerFile { get; }

    public HuggingFaceTokenizer Tokenizer { get; }

    public int EndToken => Tokenizer.IdOf(End)!.Value;

    public int[] Prompt(string fact) => Tokenizer.Encode(Ask + fact + Answer);

    public DecoderModel Train(TrainingRun run, int passes, CancellationToken cancellationToken = default) => new DecoderTrainer(TestSessions.Create(), new()
    {
        Width = 64,
        Layers = 2,
        Heads = 4,
        KeyValueHeads = 2,
        HeadWidth = 16,
        Inner = 96,
        Length = 96,
        TokensPerBatch = 384,
        Passes = passes,
        LearningRate = 0.01,
    }).Train(Documents(), [], TokenizerFile.Tokens.Count, run, cancellationToken);

    private TokenDocument[] Documents() => [.. Facts.Select(f => Prompt(f.Fact) is var prompt ? new TokenDocument([.. prompt, .. Tokenizer.Encode(f.Words), EndToken], prompt.Length) : null!)];
}
