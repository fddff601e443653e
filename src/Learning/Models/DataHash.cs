using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LlmRec.Learning.Models;

/// <summary>Tells training data apart.</summary>
internal static class DataHash
{
    /// <summary>A hash of histories, validation events and text vectors, in hexadecimal.</summary>
    public static string Of(TrainingData data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var history in data.Histories)
        {
            hash.AppendData(BitConverter.GetBytes(history.Length));
            hash.AppendData(MemoryMarshal.AsBytes(history.AsSpan()));
        }

        foreach (var held in data.Validation)
        {
            hash.AppendData(BitConverter.GetBytes(held.History.Length));
            hash.AppendData(MemoryMarshal.AsBytes(held.History.AsSpan()));
            hash.AppendData(BitConverter.GetBytes(held.Target));
        }

        hash.AppendData(MemoryMarshal.AsBytes((data.TextVectors ?? []).AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
