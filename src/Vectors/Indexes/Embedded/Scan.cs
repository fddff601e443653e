using System.Numerics.Tensors;

namespace LlmRec.Vectors.Indexes.Embedded;

/// <summary>One pass over a snapshot for one or more queries: every row is read once, tested once a filter, and compared with every query.</summary>
internal sealed class Scan
{
    // Below this many multiplications one thread is done before others have started.
    private const long WorthThreads = 20_000_000;

    private readonly Snapshot _snapshot;
    private readonly ScanQuery[] _queries;
    private readonly IReadOnlyList<RowFilter> _filters;

    public Scan(Snapshot snapshot, ScanQuery[] queries, IReadOnlyList<RowFilter> filters)
    {
        _snapshot = snapshot;
        _queries = queries;
        _filters = filters;
    }

    public TopHits[] Run(CancellationToken cancellationToken)
    {
        var merged = Fresh();
        var multiplications = (long)_snapshot.Count * _snapshot.Space.Dimension * _queries.Length;
        if (multiplications < WorthThreads)
        {
            for (var block = 0; block < _snapshot.Blocks.Length; block++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Block(block, merged);
            }

            return merged;
        }

        Parallel.For(
            0,
            _snapshot.Blocks.Length,
            new ParallelOptions { CancellationToken = cancellationToken },
            Fresh,
            (block, _, hits) =>
            {
                Block(block, hits);
                return hits;
            },
            hits =>
            {
                lock (merged)
                {
                    for (var q = 0; q < merged.Length; q++)
                    {
                        merged[q].Offer(hits[q]);
                    }
                }
            });
        return merged;
    }

    private TopHits[] Fresh() => [.. _queries.Select(q => new TopHits(q.Limit))];

    private void Block(int number, TopHits[] hits)
    {
        var block = _snapshot.Blocks[number];
        var allowed = new bool[_filters.Count];
        var scores = new float[_queries.Length];
        for (var row = 0; row < block.Used; row++)
        {
            var any = false;
            for (var f = 0; f < _filters.Count; f++)
            {
                any |= allowed[f] = _filters[f].Allows(block, row);
            }

            if (!any)
            {
                continue;
            }

            block.Vectors.Dot(row, _queries, scores);
            for (var q = 0; q < scores.Length; q++)
            {
                if (allowed[_queries[q].Filter])
                {
                    hits[q].Offer(scores[q], block.Keys[row], (number * Embedded.Block.Rows) + row);
                }
            }
        }
    }
}

/// <summary>A query of a scan.</summary>
internal sealed class ScanQuery
{
    private readonly Lazy<(short[] Codes, float Scale)> _coded;

    /// <param name="vector">Centred, of unit length.</param>
    /// <param name="filter">Which of the scan's filters applies.</param>
    /// <param name="limit">The most hits.</param>
    public ScanQuery(float[] vector, int filter, int limit)
    {
        Vector = vector;
        Filter = filter;
        Limit = limit;
        _coded = new(() => Coded(vector));
    }

    public float[] Vector { get; }

    public int Filter { get; }

    public int Limit { get; }

    /// <summary>The vector in whole numbers, for <see cref="ByteRows"/>: as long as a row of theirs.</summary>
    public short[] Codes => _coded.Value.Codes;

    /// <summary>What a code of 1 stands for.</summary>
    public float CodeScale => _coded.Value.Scale;

    private static (short[] Codes, float Scale) Coded(float[] vector)
    {
        var scale = Math.Abs(TensorPrimitives.MaxMagnitude<float>(vector)) / CodeDot.LargestQueryCode;
        var codes = new short[ByteRows.WidthOf(vector.Length)];
        for (var i = 0; i < vector.Length; i++)
        {
            codes[i] = scale > 0 ? (short)MathF.Round(vector[i] / scale) : (short)0;
        }

        return (codes, scale);
    }
}
