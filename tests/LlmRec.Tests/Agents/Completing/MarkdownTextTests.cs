using LlmRec.Agents.Completing;

namespace LlmRec.Tests.Agents.Completing;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("Alien (1979)", "Alien (1979)")]
    [InlineData("M*A*S*H", @"M\*A\*S\*H")]
    [InlineData("[click](http://evil.example)", @"\[click\](http\://evil.example)")]
    [InlineData("<script>&amp;", @"\<script\>\&amp;")]
    [InlineData("# Alive", @"\# Alive")]
    [InlineData("300. The rest", @"300\. The rest")]
    [InlineData("Se7en, 1.5 stars", "Se7en, 1.5 stars")]
    [InlineData("www.evil.example", @"www\.evil.example")]
    [InlineData("two\nlines\u2028and three", "two lines and three")]
    [InlineData("千と千尋の神隠し", "千と千尋の神隠し")]
    public void What_would_mark_up_has_a_backslash_before_it(string text, string escaped) => Assert.Equal(escaped, MarkdownText.Escape(text));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_was_escaped_is_read_as_it_was(int seed)
    {
        var random = new Random(seed);
        const string Characters = "ab1 \\`*_[](){}<>~|$&#+-=.!:/w\"'é映😀";
        for (var round = 0; round < 2_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Characters[random.Next(Characters.Length)]));

            Assert.Equal(text, MarkdownText.Unescape(MarkdownText.Escape(text, brackets: round % 2 == 0)));
        }
    }
}
