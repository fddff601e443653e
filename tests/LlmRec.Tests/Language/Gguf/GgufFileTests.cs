using LlmRec.Language.Gguf;
using LlmRec.Testing;
using LlmRec.Tests.Language.Import;

namespace LlmRec.Tests.Language.Gguf;

/// <summary>A file says much about its own sizes; none of it is believed.</summary>
public sealed class GgufFileTests : IDisposable
{
    private const long Affordable = 8_000_000;

    private static readonly Dictionary<string, (Func<byte[]> File, string Says)> Hostile = new()
    {
        ["empty"] = (() => [], "does not begin as one"),
        ["another format"] = (() => [.. "PK\u0003\u0004"u8, .. new byte[200]], "does not begin as one"),
        ["wrong magic"] = (() => new GgufWriter { Magic = 0x46554746 }.Build(), "does not begin as one"),
        ["big-endian"] = (() => new GgufWriter { Version = 0x03000000 }.Build(), "version 50331648"),
        ["version 1"] = (() => new GgufWriter { Version = 1 }.Build(), "version 1"),
        ["version of the future"] = (() => new GgufWriter { Version = 4 }.Build(), "version 4; versions 2 and 3 are read"),
        ["more tensors than bytes"] = (() => new GgufWriter { StatedTensors = 1_000_000 }.Build(), "1,000,000 tensors, more than"),
        ["tensors beyond 64 bits"] = (() => new GgufWriter { StatedTensors = ulong.MaxValue }.Build(), "more than its"),
        ["metadata beyond 64 bits"] = (() => new GgufWriter { StatedMetadata = ulong.MaxValue }.Build(), "more than its"),
        ["one entry of metadata too many"] = (() => new GgufWriter { StatedMetadata = 3 }.Set("a.b", "value").Set("c.d", "value").Build(), "cut off"),
        ["a text longer than the file"] = (() => Value(8, [.. BitConverter.GetBytes(ulong.MaxValue)]), "more than its"),
        ["a text of five megabytes"] = (() => Value(8, [.. BitConverter.GetBytes(5_000_000UL), .. new byte[5_000_000]]), "a text of 5,000,000 bytes"),
        ["an array longer than the file"] = (() => Value(9, [.. BitConverter.GetBytes(4u), .. BitConverter.GetBytes(1UL << 40)]), "more than its"),
        ["an array of nine million bytes"] = (() => Value(9, [.. BitConverter.GetBytes(0u), .. BitConverter.GetBytes(9_000_000UL), .. new byte[9_000_000]]), "more than 8,388,608 values"),
        ["arrays in arrays"] = (() => Value(9, [.. Enumerable.Repeat<byte[]>([9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], 50).SelectMany(b => b)]), "too deep"),
        ["a value of an unknown type"] = (() => Value(13, new byte[100]), "unknown type 13"),
        ["an entry twice"] = (() => new GgufWriter().Set("a.b", 1u).SetAgain("a.b", 2u).Build(), "'a.b' twice"),
        ["a tensor twice"] = (() => One().Tensor("t", 0, new byte[128], 32).Build(), "'t' twice"),
        ["no dimensions"] = (() => One().Restate("t", 0).Build(), "impossible number of dimensions"),
        ["five dimensions"] = (() => One().Restate("t", 0, 2, 2, 2, 2, 2).Build(), "impossible number of dimensions"),
        ["no columns"] = (() => One().Restate("t", 0, 0, 4).Build(), "impossible size"),
        ["no rows"] = (() => One().Restate("t", 0, 4, 0).Build(), "impossible size"),
        ["sizes whose product overflows"] = (() => One().Restate("t", 0, 1UL << 31, 1UL << 31, 1UL << 31, 2).Build(), "impossible size"),
        ["a size beyond 32 bits"] = (() => One().Restate("t", 0, ulong.MaxValue).Build(), "impossible size"),
        ["two thousand million weights"] = (() => One().Restate("t", 2, 32_768, 65_535).Build(), "ends beyond the end"),
        ["a row that is no number of blocks"] = (() => One().Restate("t", 8, 31).Build(), "impossible size"),
        ["a type of stored weights that is not known"] = (() => One().Restate("t", 18, 256).Build(), "type 18"),
        ["an offset beyond the file"] = (() => Moved(1 << 20), "ends beyond the end"),
        ["an offset beyond 63 bits"] = (() => Moved(ulong.MaxValue - 40), "impossible size"),
        ["an alignment that no file has, and a last byte missing"] = (() => One().Set("general.alignment", 1u << 30).Build()[..^1], "ends beyond the end"),
    };

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Cases() => [.. Hostile.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_hostile_file_is_refused_in_words_and_costs_little(string name)
    {
        var (file, says) = Hostile[name];
        var fault = Refused(file(), Affordable);

        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        Assert.Contains("Fetch it again", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused_and_its_weights_are_never_read_as_zeros()
    {
        var whole = TinyModel.Write("llama", 1).Build(out var regions);
        var cuts = regions.SelectMany(end => new[] { end - 1, end, end - 7 }).Concat(Enumerable.Range(0, 60).Select(i => i * whole.Length / 60));
        foreach (var cut in cuts.Where(c => c >= 0 && c < whole.Length).Distinct())
        {
            Refused(whole[..cut], Affordable);
        }
    }

    [Fact]
    public void Random_damage_to_the_head_is_refused_or_harmless_but_never_a_crash()
    {
        var whole = TinyModel.Write("qwen2", 2).Build(out var regions);
        var head = regions[^30];
        var random = new Random(3);
        var refused = 0;
        for (var round = 0; round < 400; round++)
        {
            byte[] damaged = [.. whole];
            for (var i = 0; i < 1 + (round % 4); i++)
            {
                damaged[random.Next(24, head)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(_folder["damaged.gguf"], damaged);
            try
            {
                using var file = GgufFile.Open(_folder["damaged.gguf"]);
                LlmRec.Language.Import.DecoderShape.Of(file);
            }
            catch (GgufException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 20, 400);
    }

    [Fact]
    public void What_was_written_is_read_back()
    {
        File.WriteAllBytes(_folder["a.gguf"], new GgufWriter { Version = 2 }
            .Set("number", 7u).Set("float", 0.5f).Set("yes", true).Set("text", "für alle 漢字").Set("list", new[] { "a", "b" })
            .Tensor("odd", 0, [.. new float[] { 1, 2, 3 }.SelectMany(BitConverter.GetBytes)], 3)
            .Tensor("cube", 0, [.. Enumerable.Range(0, 12).SelectMany(i => BitConverter.GetBytes((float)i))], 2, 3, 2).Build());
        using var file = GgufFile.Open(_folder["a.gguf"]);

        Assert.Equal(7, file.Get<long>("number"));
        Assert.Equal(7.0, file.Get<double>("number"));
        Assert.Equal(0.5, file.Get<double>("float"));
        Assert.True(file.Get<bool>("yes"));
        Assert.Equal("für alle 漢字", file.Get<string>("text"));
        Assert.Equal(["a", "b"], file.Get<object[]>("list"));
        Assert.Equal(3, file.Get("absent", 3L));
        Assert.Equal([1f, 2, 3], file.Read("odd", 1, 3));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (float)i), file.Read("cube", 6, 2));
    }

    [Theory]
    [InlineData(".0", "infinite or no numbers")]
    [InlineData("missing", "no tensor 'missing'")]
    [InlineData("t", "1 × 32 where its metadata asks for 2 × 16")]
    public void A_tensor_that_cannot_be_used_is_named(string name, string says)
    {
        File.WriteAllBytes(_folder["a.gguf"], One().Tensor(".0", 0, [.. Enumerable.Repeat(BitConverter.GetBytes(float.NaN), 32).SelectMany(b => b)], 16, 2).Build());
        using var file = GgufFile.Open(_folder["a.gguf"]);

        Assert.Contains(says, Assert.Throws<GgufException>(() => file.Read(name, 2, 16)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_or_is_a_folder_is_said_to_be_so()
    {
        Assert.Contains("There is no file", Assert.Throws<GgufException>(() => GgufFile.Open(_folder["none.gguf"])).Message, StringComparison.Ordinal);
        Assert.Contains("There is no file", Assert.Throws<GgufException>(() => GgufFile.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private GgufException Refused(byte[] bytes, long affordable)
    {
        var path = _folder["hostile.gguf"];
        File.WriteAllBytes(path, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var fault = Assert.Throws<GgufException>(() => GgufFile.Open(path).Dispose());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, affordable);
        return fault;
    }

    private static GgufWriter One() => new GgufWriter().Set("general.architecture", "llama").Tensor("t", 0, new byte[128], 32);

    private static byte[] Value(uint type, byte[] bytes) => new GgufWriter().Set("a.b", new GgufWriter.Raw(type, bytes)).Build();

    private static byte[] Moved(ulong by)
    {
        var writer = One();
        writer.Offset = (_, offset) => offset + by;
        return writer.Build();
    }
}
