using LlmRec.Embedding.Texts;

namespace LlmRec.Tests.Embedding;

public sealed class TextTemplateTests
{
    private static readonly Dictionary<string, string?> Values = new() { ["title"] = "Alien", ["text"] = "In {space} [no] one", ["none"] = null, ["empty"] = "  " };

    [Theory]
    [InlineData("{title}", "Alien")]
    [InlineData("{title}[. {text}]", "Alien. In {space} [no] one")]
    [InlineData("{title}[. {none}]", "Alien")]
    [InlineData("{title}[. {empty}]", "Alien")]
    [InlineData("[{none} and {title}]", "")]
    [InlineData("[{title} ][{none} ][{title}]", "Alien Alien")]
    [InlineData("{none}", "")]
    [InlineData("  a film: {title}  ", "a film: Alien")]
    [InlineData("[always]", "always")]
    [InlineData("}] {title}", "}] Alien")]
    [InlineData("", "")]
    public void A_template_is_filled_and_leaves_out_the_parts_without_a_value(string template, string text)
    {
        Assert.Equal(text, TextTemplate.Parse(template, Values.ContainsKey).Fill(name => Values[name]));
    }

    [Theory]
    [InlineData("{title}[. {text}", "never closed")]
    [InlineData("{tilte}", "{tilte}")]
    [InlineData("{}", "{}")]
    [InlineData("a {title", "{title")]
    [InlineData("[{title]}", "{title")]
    [InlineData("{attributes.}", "{attributes.}")]
    public void A_template_that_cannot_be_filled_is_refused_and_told_where(string template, string told)
    {
        Assert.Contains(told, Assert.Throws<TextTemplateException>(() => TextTemplate.Parse(template, Values.ContainsKey)).Message, StringComparison.Ordinal);
        Assert.Throws<TextTemplateException>(() => new ItemText(template));
        Assert.Throws<TextTemplateException>(() => new UserText(template));
    }
}
