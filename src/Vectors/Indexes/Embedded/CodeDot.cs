using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LlmRec.Vectors.Indexes.Embedded;

/// <summary>Dot products of a row's 8-bit codes with a query's 16-bit codes, in whole numbers.</summary>
internal static class CodeDot
{
    /// <summary>Codes taken at once: both sides' lengths are multiples of it.</summary>
    public const int Step = 16;

    /// <summary>The largest code of a query: with rows of 127 the sum of 32,768 products stays below 2³¹ in each of eight lanes.</summary>
    public const int LargestQueryCode = 4_095;

    /// <summary>The dot product, by what the processor has.</summary>
    public static float Of(ReadOnlySpan<sbyte> row, ReadOnlySpan<short> query) => Avx2.IsSupported ? OfAvx2(row, query) : OfAny(row, query);

    /// <summary>For processors with AVX2: sixteen products and eight sums in one instruction.</summary>
    public static float OfAvx2(ReadOnlySpan<sbyte> row, ReadOnlySpan<short> query)
    {
        ref var r = ref MemoryMarshal.GetReference(row);
        ref var q = ref MemoryMarshal.GetReference(query);
        Vector256<int> even = default, odd = default;
        nuint i = 0;
        for (; i + (2 * Step) <= (nuint)row.Length; i += 2 * Step)
        {
            even += Products(Vector128.LoadUnsafe(ref r, i), Vector256.LoadUnsafe(ref q, i));
            odd += Products(Vector128.LoadUnsafe(ref r, i + Step), Vector256.LoadUnsafe(ref q, i + Step));
        }

        if (i < (nuint)row.Length)
        {
            even += Products(Vector128.LoadUnsafe(ref r, i), Vector256.LoadUnsafe(ref q, i));
        }

        return Sum(even) + Sum(odd);
    }

    /// <summary>For any processor.</summary>
    public static float OfAny(ReadOnlySpan<sbyte> row, ReadOnlySpan<short> query)
    {
        long sum = 0;
        for (var i = 0; i < row.Length; i += Step)
        {
            var (low, high) = Vector128.Widen(Vector128.Create(row.Slice(i, Step)));
            var sums = Products(low, Vector128.Create(query.Slice(i, Step / 2))) + Products(high, Vector128.Create(query.Slice(i + (Step / 2), Step / 2)));
            sum += Vector128.Sum(sums);
        }

        return sum;
    }

    private static Vector256<int> Products(Vector128<sbyte> row, Vector256<short> query) =>
        Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(row), query);

    private static Vector128<int> Products(Vector128<short> row, Vector128<short> query)
    {
        var (rowLow, rowHigh) = Vector128.Widen(row);
        var (queryLow, queryHigh) = Vector128.Widen(query);
        return (rowLow * queryLow) + (rowHigh * queryHigh);
    }

    /// <summary>Lanes are summed as 64 bits: each fits 32, their sum need not.</summary>
    private static long Sum(Vector256<int> lanes)
    {
        var (low, high) = Vector256.Widen(lanes);
        return Vector256.Sum(low + high);
    }
}
