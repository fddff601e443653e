using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LlmRec.Vectors.Indexes.Embedded;

/// <summary>
/// Dot products of a row with one query or with four at once, each number of the row then read once for all of them. The
/// sums are made in the same order either way, so a score does not depend on what else was asked.
/// </summary>
internal static class FloatDot
{
    private const int Step = 16;

    /// <summary>The dot product of two vectors of one length.</summary>
    public static float Of(ReadOnlySpan<float> row, ReadOnlySpan<float> query)
    {
        ref var r = ref MemoryMarshal.GetReference(row);
        ref var q = ref MemoryMarshal.GetReference(query);
        Vector512<float> even = default, odd = default;
        var i = 0;
        for (; i + (2 * Step) <= row.Length; i += 2 * Step)
        {
            even = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref r, (nuint)i), Vector512.LoadUnsafe(ref q, (nuint)i), even);
            odd = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref r, (nuint)i + Step), Vector512.LoadUnsafe(ref q, (nuint)i + Step), odd);
        }

        return Vector512.Sum(even + odd) + Rest(row, query, i);
    }

    /// <summary>The dot products with four queries of the row's length.</summary>
    public static void Of(ReadOnlySpan<float> row, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d, Span<float> four)
    {
        ref var r = ref MemoryMarshal.GetReference(row);
        ref var qa = ref MemoryMarshal.GetReference(a);
        ref var qb = ref MemoryMarshal.GetReference(b);
        ref var qc = ref MemoryMarshal.GetReference(c);
        ref var qd = ref MemoryMarshal.GetReference(d);
        Vector512<float> evenA = default, oddA = default, evenB = default, oddB = default, evenC = default, oddC = default, evenD = default, oddD = default;
        var i = 0;
        for (; i + (2 * Step) <= row.Length; i += 2 * Step)
        {
            var even = Vector512.LoadUnsafe(ref r, (nuint)i);
            var odd = Vector512.LoadUnsafe(ref r, (nuint)i + Step);
            evenA = Vector512.FusedMultiplyAdd(even, Vector512.LoadUnsafe(ref qa, (nuint)i), evenA);
            oddA = Vector512.FusedMultiplyAdd(odd, Vector512.LoadUnsafe(ref qa, (nuint)i + Step), oddA);
            evenB = Vector512.FusedMultiplyAdd(even, Vector512.LoadUnsafe(ref qb, (nuint)i), evenB);
            oddB = Vector512.FusedMultiplyAdd(odd, Vector512.LoadUnsafe(ref qb, (nuint)i + Step), oddB);
            evenC = Vector512.FusedMultiplyAdd(even, Vector512.LoadUnsafe(ref qc, (nuint)i), evenC);
            oddC = Vector512.FusedMultiplyAdd(odd, Vector512.LoadUnsafe(ref qc, (nuint)i + Step), oddC);
            evenD = Vector512.FusedMultiplyAdd(even, Vector512.LoadUnsafe(ref qd, (nuint)i), evenD);
            oddD = Vector512.FusedMultiplyAdd(odd, Vector512.LoadUnsafe(ref qd, (nuint)i + Step), oddD);
        }

        four[0] = Vector512.Sum(evenA + oddA) + Rest(row, a, i);
        four[1] = Vector512.Sum(evenB + oddB) + Rest(row, b, i);
        four[2] = Vector512.Sum(evenC + oddC) + Rest(row, c, i);
        four[3] = Vector512.Sum(evenD + oddD) + Rest(row, d, i);
    }

    private static float Rest(ReadOnlySpan<float> row, ReadOnlySpan<float> query, int from)
    {
        var sum = 0f;
        for (var i = from; i < row.Length; i++)
        {
            sum += row[i] * query[i];
        }

        return sum;
    }
}
