using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LlmRec.Vectors.Indexes.Qdrant;

/// <summary>Ids of points, which Qdrant wants to be UUIDs: version 5 (RFC 9562, section 5.5) of the owner's id.</summary>
public static class PointIds
{
    /// <summary>The namespace of LlmRec's owners.</summary>
    public static Guid Namespace { get; } = new("6e5d1c58-8d0e-4b5e-9f0b-2c7a4a3f9d61");

    /// <summary>The id of an owner's point: always the same, so that a write can be repeated.</summary>
    public static Guid Of(string ownerId) => Of(Namespace, ownerId);

    /// <summary>UUID version 5 of a name in a namespace: the first 16 bytes of SHA-1 over both.</summary>
    public static Guid Of(Guid @namespace, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var bytes = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        @namespace.TryWriteBytes(bytes, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, bytes.AsSpan(16));
#pragma warning disable CA5350 // The RFC wants SHA-1; nothing secret hangs on it.
        Span<byte> hash = SHA1.HashData(bytes);
#pragma warning restore CA5350
        BinaryPrimitives.WriteUInt16BigEndian(hash[6..], (ushort)((BinaryPrimitives.ReadUInt16BigEndian(hash[6..]) & 0x0FFF) | 0x5000));
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash[..16], bigEndian: true);
    }
}
