using System.Text;
using LlmRec.Testing;
using LlmRec.Tests.Embedding;
using LlmRec.Text.Tokenizers.HuggingFace.BytePair;

namespace LlmRec.Tests.Text.Tokenizers.HuggingFace;

public sealed class BytePairTrainerTests
{
    private const string End = "<|end|>";
    private const int Tokens = 400;

    [Fact]
    public void It_learns_what_counting_anew_before_every_merge_learns()
    {
        // ASCII words, split at spaces: what GPT-2's expression does to them is plain.
        string[] texts = ["low low low low low", "lower lower newest newest newest newest newest newest", "widest widest widest", "banana bananas ananas"];

        var trained = BytePairTrainer.Train(texts, 300, [End], default);

        Assert.Equal(CountedAnew(texts), trained.Merges);
    }

    [Fact]
    public void The_order_of_the_texts_changes_nothing()
    {
        var texts = Texts200.All.ToArray();
        var forwards = Train(texts);
        Array.Reverse(texts);

        Assert.Equal(forwards.Tokens, Train(texts).Tokens);
    }

    [Fact]
    public void Digits_and_punctuation_are_a_token_each_and_a_special_token_is_one()
    {
        var tokenizer = Train(["1984 1984 1984 !! !! !! -- -- 's 's 's don't don't it's it's x, x, x."]).Open();

        Assert.Equal(4 + 1 + 2 + 1 + 3, tokenizer.Encode($"1984 -- 3.5{End}"[..11]).Length);
        Assert.Equal([0], tokenizer.Encode(End));
    }

    [Fact]
    public void Fewer_tokens_come_out_when_no_pair_is_left_that_stands_twice()
    {
        var trained = Train(["ab ab"]);

        Assert.Equal(["a b"], trained.Merges);
        Assert.Equal(1 + 256 + 1, trained.Tokens.Count);
    }

    [Fact]
    public void Special_tokens_that_cannot_be_told_apart_or_leave_no_room_are_refused()
    {
        Assert.Throws<ArgumentException>(() => BytePairTrainer.Train([], Tokens, [End, End], default));
        Assert.Throws<ArgumentException>(() => BytePairTrainer.Train([], Tokens, [""], default));
        Assert.Throws<ArgumentException>(() => BytePairTrainer.Train([], 256, [End], default));
    }

    [Fact]
    public async Task What_is_learnt_means_to_the_tokenizers_library_what_it_means_here()
    {
        using var folder = new TempFolder();
        Train(Texts200.All).Save(folder["tokenizer.json"]);

        await SameIds.AssertAsync(new Dictionary<string, string> { ["trained"] = await File.ReadAllTextAsync(folder["tokenizer.json"]) }, [.. ManyTexts.All.Take(1_000)]);
    }

    private static BytePairFile Train(IEnumerable<string> texts) => BytePairTrainer.Train(texts, Tokens, [End], default);

    private static List<string> CountedAnew(IEnumerable<string> texts)
    {
        var words = texts.SelectMany(t => t.Split(' ').Select((w, i) => (i == 0 ? w : "Ġ" + w).Select(c => c.ToString()).ToList())).ToList();
        var order = Enumerable.Range(0, 256).Select(b => b == ' ' ? "Ġ" : Encoding.Latin1.GetString([(byte)b])).ToList();
        var merges = new List<string>();
        while (true)
        {
            var best = words.SelectMany(w => w.Zip(w.Skip(1))).GroupBy(p => p).Where(g => g.Count() > 1)
                .OrderByDescending(g => g.Count()).ThenBy(g => order.IndexOf(g.Key.First)).ThenBy(g => order.IndexOf(g.Key.Second)).FirstOrDefault();
            if (best is null)
            {
                return merges;
            }

            merges.Add($"{best.Key.First} {best.Key.Second}");
            order.Add(best.Key.First + best.Key.Second);
            foreach (var word in words)
            {
                for (var i = 0; i + 1 < word.Count; i++)
                {
                    if ((word[i], word[i + 1]) == best.Key)
                    {
                        word[i] += word[i + 1];
                        word.RemoveAt(i + 1);
                    }
                }
            }
        }
    }
}
