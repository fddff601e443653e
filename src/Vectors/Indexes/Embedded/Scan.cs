using System.Numerics.Tensors;

namespace LlmRec.Vectors.Indexes.Embedded;

/// <summary>One pass over a snapshot for one or more queries: every row is read once, tested once a filter, and compared with every query.</summary>
internal sealed class Scan
{
    // Below this many multiplications one thread is done before others have started.
    private const long WorthThreads = 20_000_000;

    private readonly Snapshot _snapshot;
    private readonly IReadOnlyList<ScanQuery> _queries;
    private readonly IReadOnlyList<RowFilter> _filters;

    public Scan(Snapshot snapshot, IReadOnlyList<ScanQuery> queries, IReadOnlyList<RowFilter> filters)
    {
        _snapshot = snapshot;
        _queries = queries;
        _filters = filters;
    }

    public TopHits[] Run(CancellationToken cancellationToken)
    {
        var merged = Fresh();
        var multiplications = (long)_snapshot.Count * _snapshot.Space.Dimension * _queries.Count;
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
        Span<bool> allowed = stackalloc bool[_filters.Count];
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

            ReadOnlySpan<float> vector = block.Row(row);
            for (var q = 0; q < _queries.Count; q++)
            {
                if (allowed[_queries[q].Filter])
                {
                    hits[q].Offer(TensorPrimitives.Dot(vector, _queries[q].Vector), block.Keys[row], (number * Embedded.Block.Rows) + row);
                }
            }
        }
    }
}

/// <summary>A query of a scan.</summary>
/// <param name="Vector">Centred, of unit length.</param>
/// <param name="Filter">Which of the scan's filters applies.</param>
/// <param name="Limit">The most hits.</param>
internal sealed record ScanQuery(float[] Vector, int Filter, int Limit);
