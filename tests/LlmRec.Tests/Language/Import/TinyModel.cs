using LlmRec.Tests.Language.Gguf;

namespace LlmRec.Tests.Language.Import;

/// <summary>A random decoder of about 100,000 weights as a GGUF file: nonsense, but of the real shape, and quick to check.</summary>
internal static class TinyModel
{
    public const int Layers = 2, Width = 64, Hidden = 96, Heads = 4, KeyValueHeads = 2, HeadSize = 16, Context = 1_024;
    public const float Epsilon = 1e-5f, RotaryBase = 5_000;
    public const string Template =
        "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}"
        + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

    private static readonly string[] Special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"];

    /// <summary>Bytes as GPT-2 writes them.</summary>
    private static readonly string[] Letters = Alphabet();

    private static readonly (string Left, string Right)[] Pairs = [("h", "e"), ("l", "l"), ("he", "ll"), ("hell", "o"), ("Ġ", "w"), ("o", "r"), ("Ġw", "or"), ("i", "n"), ("Ġ", "t")];

    public static string[] Tokens { get; } = [.. Special, .. Letters, .. Pairs.Select(p => p.Left + p.Right)];

    public static int EndToken => 2;

    /// <summary>Writes one.</summary>
    /// <param name="architecture">llama, whose head is a matrix of its own, or qwen2, which has biases and whose head is the token table.</param>
    /// <param name="seed">Of the weights.</param>
    public static GgufWriter Write(string architecture, int seed)
    {
        var random = new Random(seed);
        var writer = Head(architecture);
        void Matrix(string name, int rows, int columns, uint type, float spread)
        {
            // What a stored number of size 1 stands for, by type.
            var unit = type switch { 2 or 3 => 6f, 6 or 7 => 12f, 8 => 73f, _ => 1f };
            var numbers = rows * columns;
            writer.Tensor(name, type, type == 1 ? Halves(numbers, spread, random) : BlockReference.Random(type, numbers, spread / unit * 1.7f, random), (ulong)columns, (ulong)rows);
        }

        void Vector(string name, int size, float least, float most)
        {
            var bytes = Enumerable.Range(0, size).SelectMany(_ => BitConverter.GetBytes(least + ((most - least) * random.NextSingle())));
            writer.Tensor(name, 0, [.. bytes], (ulong)size);
        }

        Matrix("token_embd.weight", Tokens.Length, Width, 8, .5f);
        for (var i = 0; i < Layers; i++)
        {
            var (at, keys) = ($"blk.{i}.", KeyValueHeads * HeadSize);
            Vector(at + "attn_norm.weight", Width, .5f, 1.5f);
            Matrix(at + "attn_q.weight", Heads * HeadSize, Width, 8, .2f);
            Matrix(at + "attn_k.weight", keys, Width, 6, .2f);
            Matrix(at + "attn_v.weight", keys, Width, 1, .2f);
            Matrix(at + "attn_output.weight", Width, Heads * HeadSize, 2, .2f);
            Vector(at + "ffn_norm.weight", Width, .5f, 1.5f);
            Matrix(at + "ffn_gate.weight", Hidden, Width, 3, .2f);
            Matrix(at + "ffn_up.weight", Hidden, Width, 7, .2f);
            Matrix(at + "ffn_down.weight", Width, Hidden, 8, .2f);
            if (architecture == "qwen2")
            {
                Vector(at + "attn_q.bias", Heads * HeadSize, -1, 1);
                Vector(at + "attn_k.bias", keys, -1, 1);
                Vector(at + "attn_v.bias", keys, -1, 1);
            }
        }

        Vector("output_norm.weight", Width, .5f, 1.5f);
        if (architecture == "llama")
        {
            Matrix("output.weight", Tokens.Length, Width, 8, .5f);
        }

        return writer;
    }

    private static GgufWriter Head(string architecture)
    {
        var name = architecture;
        return new GgufWriter()
            .Set("general.architecture", name).Set("general.name", "Tiny")
            .Set($"{name}.block_count", (uint)Layers).Set($"{name}.embedding_length", (uint)Width).Set($"{name}.feed_forward_length", (uint)Hidden)
            .Set($"{name}.attention.head_count", (uint)Heads).Set($"{name}.attention.head_count_kv", (uint)KeyValueHeads)
            .Set($"{name}.context_length", (uint)Context).Set($"{name}.rope.freq_base", RotaryBase).Set($"{name}.attention.layer_norm_rms_epsilon", Epsilon)
            .Set("tokenizer.ggml.model", "gpt2").Set("tokenizer.ggml.pre", "gpt-2").Set("tokenizer.ggml.tokens", Tokens)
            .Set("tokenizer.ggml.token_type", Tokens.Select((_, i) => i < Special.Length ? 3 : 1).ToArray())
            .Set("tokenizer.ggml.merges", Pairs.Select(p => $"{p.Left} {p.Right}").ToArray())
            .Set("tokenizer.ggml.bos_token_id", 1u).Set("tokenizer.ggml.eos_token_id", (uint)EndToken).Set("tokenizer.ggml.padding_token_id", 0u)
            .Set("tokenizer.chat_template", Template);
    }

    private static byte[] Halves(int count, float spread, Random random) =>
        [.. Enumerable.Range(0, count).SelectMany(_ => BitConverter.GetBytes((Half)(spread * 1.7f * ((2 * random.NextSingle()) - 1))))];

    private static string[] Alphabet()
    {
        var next = 256;
        return [.. Enumerable.Range(0, 256).Select(b => ((char)(b is (>= 33 and <= 126) or (>= 161 and <= 172) or >= 174 ? b : next++)).ToString())];
    }
}
