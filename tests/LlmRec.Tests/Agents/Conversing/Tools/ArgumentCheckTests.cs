using System.Text.Json;
using LlmRec.Agents.Conversing.Tools.Functions;

namespace LlmRec.Tests.Agents.Conversing.Tools;

public sealed class ArgumentCheckTests
{
    private const string Schema = """
        {"type":"object","properties":{
          "query":{"type":"string","minLength":2,"maxLength":5},
          "limit":{"type":"integer","minimum":1,"maximum":10},
          "kind":{"enum":["likes","dislikes",null]},
          "options":{"type":["array","null"],"items":{"type":"string"},"minItems":2,"maxItems":3},
          "more":{"type":"object","properties":{"deep":{"type":"boolean"}},"required":["deep"]}},
         "required":["query"],"additionalProperties":false}
        """;

    [Theory]
    [InlineData("""{"query":"abc"}""")]
    [InlineData("""{"query":"abc","limit":10,"kind":"likes","options":["a","b"],"more":{"deep":true,"other":1}}""")]
    [InlineData("""{"query":"abc","kind":null,"options":null}""")]
    public void What_fits_has_no_faults(string arguments) => Assert.Empty(Faults(arguments));

    [Theory]
    [InlineData("""{}""", "query is missing.")]
    [InlineData("""{"query":1}""", "query must be a string; it is 1.")]
    [InlineData("""{"query":"a"}""", "query must have at least 2 characters; it has 1.")]
    [InlineData("""{"query":"abcdef"}""", "query may have at most 5 characters; it has 6.")]
    [InlineData("""{"query":"abc","limit":0}""", "limit must be from 1 to 10; it is 0.")]
    [InlineData("""{"query":"abc","limit":2.5}""", "limit must be a whole number; it is 2.5.")]
    [InlineData("""{"query":"abc","limit":99999999999}""", "limit must be a whole number; it is 99999999999.")]
    [InlineData("""{"query":"abc","limit":"3"}""", "limit must be a whole number; it is \"3\".")]
    [InlineData("""{"query":"abc","kind":"loves"}""", "kind must be one of likes, dislikes; it is \"loves\".")]
    [InlineData("""{"query":"abc","options":["a"]}""", "options must have at least 2 values; it has 1.")]
    [InlineData("""{"query":"abc","options":["a",7]}""", "options[1] must be a string; it is 7.")]
    [InlineData("""{"query":"abc","more":{"deep":"yes"}}""", "more.deep must be true or false; it is \"yes\".")]
    [InlineData("""{"query":"abc","more":{}}""", "more.deep is missing.")]
    [InlineData("""{"query":"abc","qurey":"x"}""", "There is no argument qurey; there is query, limit, kind, options, more.")]
    [InlineData("""[]""", "the arguments must be an object; it is [].")]
    public void What_does_not_is_told_in_words(string arguments, string fault) => Assert.Equal([fault], Faults(arguments));

    [Fact]
    public void What_a_model_wrote_is_quoted_only_in_part() => Assert.InRange(Faults($$"""{"query":["{{new string('x', 100_000)}}"]}""").Single().Length, 1, 100);

    private static IReadOnlyList<string> Faults(string arguments) => ArgumentCheck.Faults(JsonSerializer.Deserialize<JsonElement>(Schema), JsonSerializer.Deserialize<JsonElement>(arguments));
}
