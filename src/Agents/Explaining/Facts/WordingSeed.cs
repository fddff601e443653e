using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LlmRec.Agents.Explaining.Facts;

/// <summary>Where the choice of words comes from: the same user and item get the same words, others other words.</summary>
internal static class WordingSeed
{
    /// <summary>The seed, 0 to 2³² − 1.</summary>
    public static long Of(string? userId, string itemId) => BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{userId}\n{itemId}")));
}
