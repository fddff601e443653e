using LlmRec.Language.Gguf;

namespace LlmRec.Tests.Language.Gguf;

public sealed class DequantiserTests
{
    public static TheoryData<string> Types() => [.. BlockReference.Types.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Random_blocks_read_the_same_as_by_the_layouts_told_plainly(string name)
    {
        var type = BlockReference.Types.Single(t => t.Name == name).Type;
        var blocks = BlockReference.Random(type, 256 * 40, 2, new Random(7));
        var expected = BlockReference.Read(type, blocks);
        var numbers = new float[256 * 40];

        Dequantiser.Read((GgufType)type, blocks, numbers);

        Assert.True(expected.Distinct().Count() > 100);
        for (var i = 0; i < numbers.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - numbers[i]) <= 1e-5 * (Math.Abs(expected[i]) + 1), $"{name} [{i}]: {numbers[i]} for {expected[i]}");
        }
    }

    [Fact]
    public void Every_type_that_is_known_is_checked() =>
        Assert.Equal(Enum.GetNames<GgufType>().Order(), BlockReference.Types.Select(t => t.Name).Order());

    [Theory]
    [MemberData(nameof(Types))]
    public void A_block_cut_off_is_refused(string name)
    {
        var (_, type, numbers, bytes, _) = BlockReference.Types.Single(t => t.Name == name);

        Assert.Throws<GgufException>(() => Dequantiser.Read((GgufType)type, new byte[(2 * bytes) - 1], new float[2 * numbers]));
    }

    [Fact]
    public void A_type_that_is_not_known_is_named_with_those_that_are()
    {
        var fault = Assert.Throws<GgufException>(() => Dequantiser.Read((GgufType)16, new byte[66], new float[256]));

        Assert.Contains("type 16", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Q8_0", fault.Message, StringComparison.Ordinal);
    }
}
