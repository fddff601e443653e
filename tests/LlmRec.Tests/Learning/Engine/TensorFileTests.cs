using LlmRec.Learning.Engine.Checkpoints;
using LlmRec.Testing;

namespace LlmRec.Tests.Learning.Engine;

public sealed class TensorFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder["weights.bin"];

    [Fact]
    public void What_is_written_is_read()
    {
        TensorFile.Write(Path, "header", [new("a", [1, float.Epsilon, -3]), new("b", [])]);

        var (header, arrays) = TensorFile.Read<string>(Path);

        Assert.Equal("header", header);
        Assert.Equal([1, float.Epsilon, -3], arrays["a"]);
        Assert.Empty(arrays["b"]);
    }

    [Fact]
    public void A_file_that_was_cut_off_anywhere_is_refused()
    {
        TensorFile.Write(Path, "header", [new("a", new float[50])]);
        var whole = File.ReadAllBytes(Path);
        for (var length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(Path, whole[..length]);
            Assert.Throws<InvalidDataException>(() => TensorFile.Read<string>(Path));
        }
    }

    [Fact]
    public void A_changed_byte_is_found_anywhere()
    {
        TensorFile.Write(Path, "header", [new("a", new float[50])]);
        var whole = File.ReadAllBytes(Path);
        for (var i = 0; i < whole.Length; i += 5)
        {
            var changed = (byte[])whole.Clone();
            changed[i] ^= 0x40;
            File.WriteAllBytes(Path, changed);
            Assert.Throws<InvalidDataException>(() => TensorFile.Read<string>(Path));
        }
    }

    [Fact]
    public void A_file_of_another_version_is_refused_with_both_versions()
    {
        TensorFile.Write(Path, "header", []);
        var bytes = File.ReadAllBytes(Path);
        bytes[8]++;
        // Whole in every other respect.
        System.Security.Cryptography.SHA256.HashData(bytes.AsSpan()[..^32], bytes.AsSpan()[^32..]);
        File.WriteAllBytes(Path, bytes);

        Assert.Contains("has version 2; this program reads version 1", Assert.Throws<InvalidDataException>(() => TensorFile.Read<string>(Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_that_fills_up_leaves_the_old_file_and_nothing_else()
    {
        TensorFile.Write(Path, "old", [new("a", [1])]);

        Assert.Throws<IOException>(() => AtomicFile.Write(Path, stream =>
        {
            stream.Write(new byte[100]);
            throw new IOException("No space left on device");
        }));

        Assert.Equal("old", TensorFile.Read<string>(Path).Header);
        Assert.Equal([Path], Directory.GetFiles(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();
}
