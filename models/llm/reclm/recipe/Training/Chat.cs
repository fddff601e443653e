using LlmRec.Learning.Decoder;
using LlmRec.Reclm.Corpus;
using LlmRec.Text.Tokenizers.HuggingFace;
using LlmRec.Text.Tokenizers.HuggingFace.BytePair;

namespace LlmRec.Reclm.Training;

/// <summary>How a request and its answer are one text. An answer begins with a space, so that a name is the same tokens wherever it stands.</summary>
internal sealed class Chat
{
    /// <summary>The token that ends an answer.</summary>
    public const string End = "<|end|>";

    private const string Ask = "<|ask|>";
    private const string Answer = "<|answer|>";

    /// <summary>The Jinja template: the user's last turn is all that it was trained on.</summary>
    public const string Template = "{% for message in messages %}{% if message['role'] == 'user' %}" + Ask + "{{ message['content'] }}{% endif %}{% endfor %}" + Answer;

    private readonly HuggingFaceTokenizer _tokenizer;
    private readonly int _end;

    /// <param name="file">The tokenizer.</param>
    public Chat(BytePairFile file)
    {
        File = file;
        _tokenizer = file.Open();
        _end = _tokenizer.IdOf(End)!.Value;
    }

    /// <summary>The tokenizer.</summary>
    public BytePairFile File { get; }

    /// <summary>Learns the tokenizer from samples.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="tokens">How many tokens there shall be.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static Chat Learn(IEnumerable<Sample> samples, int tokens, CancellationToken cancellationToken) =>
        new(BytePairTrainer.Train(samples.Select(s => $"{s.Request}\n {s.Text}"), tokens, [End, Ask, Answer], cancellationToken));

    /// <summary>A sample as a document of which the answer is learned.</summary>
    /// <param name="sample">The sample.</param>
    public TokenDocument Document(Sample sample)
    {
        var prompt = _tokenizer.Encode(Ask + sample.Request + Answer);
        return new([.. prompt, .. _tokenizer.Encode(" " + sample.Text), _end], prompt.Length);
    }
}
