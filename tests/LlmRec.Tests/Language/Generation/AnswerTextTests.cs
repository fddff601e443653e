using System.Text;
using LlmRec.Language.Generation;

namespace LlmRec.Tests.Language.Generation;

public sealed class AnswerTextTests
{
    [Fact]
    public void A_character_appears_with_its_last_byte()
    {
        var text = new AnswerText([]);
        var bytes = Encoding.UTF8.GetBytes("é👍🏽漢");

        var pieces = bytes.Select(b => text.Add([b])).ToList();

        Assert.Equal("é👍🏽漢", string.Concat(pieces));
        Assert.Equal(["", "é", "", "", "", "👍", "", "", "", "🏽", "", "", "漢"], pieces);
        Assert.Equal("", text.End());
    }

    [Fact]
    public void A_character_cut_in_two_by_the_end_is_marked()
    {
        var text = new AnswerText([]);

        Assert.Equal("a", text.Add([(byte)'a', 0xe6, 0xbc]));
        Assert.Equal("\ufffd", text.End());
    }

    [Theory]
    [InlineData("one. two", "one")]
    [InlineData("one STOP two", "one ")]
    [InlineData("one STO", "one STO")]
    [InlineData("STOP", "")]
    [InlineData("one. STOP", "one")]
    [InlineData("one.", "one.")]
    public void A_stop_text_ends_the_answer_however_it_is_cut_into_tokens(string whole, string expected)
    {
        for (var size = 1; size <= whole.Length; size++)
        {
            var text = new AnswerText(["STOP", ". "]);
            var answer = string.Concat(whole.Chunk(size).Select(piece => text.Add(Encoding.UTF8.GetBytes(piece)))) + text.End();

            Assert.Equal(expected, answer);
        }
    }

    [Fact]
    public void What_may_begin_a_stop_text_is_held_back_until_it_is_known_not_to()
    {
        var text = new AnswerText(["\n\nUser:"]);

        Assert.Equal("Hello", text.Add("Hello\n"u8));
        Assert.Equal("", text.Add("\nUser"u8));
        Assert.Equal("\n\nUsers", text.Add("s"u8));
        Assert.False(text.Stopped);
        Assert.Equal(" are", text.Add(" are\n"u8));
        Assert.Equal("", text.Add("\nUser: me"u8));
        Assert.True(text.Stopped);
        Assert.Equal("", text.Add("more"u8));
        Assert.Equal("", text.End());
    }

    [Fact]
    public void A_long_token_comes_through_whole()
    {
        var text = new AnswerText([]);
        var longer = new string('漢', 5_000);

        Assert.Equal(longer, text.Add(Encoding.UTF8.GetBytes(longer)));
    }
}
