using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LlmRec.Text.Tokenizers;

namespace LlmRec.Tests.Text;

/// <summary>The peculiarities of the original, each by itself, on a small vocabulary. The whole is held to the original in UseLiteEncoderTests.</summary>
public sealed class UseLiteTokenizerTests
{
    // Ids 0 to 5 are reserved: no piece of text is ever one of them.
    private static readonly (string, double?)[] Reserved = [("\ufffd", 0), ("<s>", 0), ("</s>", 0), ("a", 0), ("b", 0), ("c", 0)];

    [Theory]
    [InlineData("", new int[0])]
    [InlineData("x", new[] { 6, 7 })]
    [InlineData("xy", new[] { 6, 8 })]
    [InlineData("yx", new[] { 6, 9, 7 })]
    [InlineData("qqq", new[] { 6, 0 })]
    [InlineData("qxq", new[] { 6, 0, 7, 0 })]
    [InlineData("x x", new[] { 6, 7, 6, 7 })]
    [InlineData("  ", new[] { 6, 6, 6 })]
    [InlineData("ｘ", new[] { 6, 7 })]
    [InlineData("a", new[] { 6, 0 })]
    public void The_most_probable_pieces_are_taken_and_neighbouring_unknowns_are_one(string text, int[] ids)
    {
        Assert.Equal(ids, Of(("▁", -1), ("x", -2), ("xy", -3), ("y", -2)).Encode(text));
    }

    [Fact]
    public void Of_equal_scores_the_later_start_wins()
    {
        Assert.Equal([6, 8, 10], Of(("▁", -1), ("x", -2), ("xy", -3), ("yz", -3), ("z", -2)).Encode("xyz"));
    }

    [Fact]
    public void Of_a_piece_that_stands_twice_the_last_counts()
    {
        Assert.Equal([6, 8], Of(("▁", -1), ("x", -2), ("x", -9)).Encode("x"));
    }

    [Fact]
    public void A_piece_without_a_score_scores_nothing_and_a_best_score_of_nothing_is_taken_as_none()
    {
        // "▁:" leads to a score of exactly 0 at the end of ":"; the next offer there replaces it though it is worse.
        Assert.Equal([6, 8], Of(("▁", -1), ("▁:", null), (":", -5)).Encode(":"));
    }

    [Theory]
    [InlineData("\\ud83d", new[] { 6, 0 })]
    [InlineData("x\\udc00x", new[] { 6, 7, 0, 7 })]
    [InlineData("x\\uffff\\ufffe\\0x", new[] { 6, 7, 0, 7 })]
    public void What_is_no_text_is_unknown(string text, int[] ids)
    {
        Assert.Equal(ids, Of(("▁", -1), ("x", -2)).Encode(Regex.Unescape(text)));
    }

    [Fact]
    public void A_megabyte_is_encoded_whole()
    {
        Assert.Equal(1_000_001, Of(("▁", -1), ("x", -2)).Encode(new string('x', 1_000_000)).Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[[\"a\",1],[\"b\",1],[\"c\",1],[\"d\",1],[\"e\",1],[\"f\",1]]")]
    [InlineData("[[\"a\",1],[\"b\",1],[\"c\",1],[\"d\",1],[\"e\",1],[\"f\",1],[\"g\"]]")]
    [InlineData("[[\"a\",1],[\"b\",1],[\"c\",1],[\"d\",1],[\"e\",1],[\"f\",1],[\"g\"")]
    public void A_vocabulary_that_is_none_is_refused(string json)
    {
        Assert.ThrowsAny<JsonException>(() => UseLiteTokenizer.Load(new MemoryStream(Encoding.UTF8.GetBytes(json))));
    }

    private static UseLiteTokenizer Of(params (string Piece, double? Score)[] pieces) => UseLiteTokenizer.Load(
        new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(Reserved.Concat(pieces).Select(p => new object?[] { p.Item1, p.Item2 }))));
}
