using System.Collections.Concurrent;
using System.Text.Json;

namespace LlmRec.Text.Tokenizers.HuggingFace.Models;

/// <summary>
/// Byte-pair encoding: a piece begins as characters, and the neighbours whose merge was learnt first are merged until none
/// is left (Sennrich et al. 2016, "Neural Machine Translation of Rare Words with Subword Units", §3.2).
/// </summary>
internal sealed class BytePairModel : IWordModel
{
    private const int CachedPieces = 10_000;
    private const int LongestCached = 64;

    private readonly Dictionary<string, int> _vocabulary;
    private readonly Dictionary<(int Left, int Right), Merge> _merges;
    private readonly BytePairSettings _settings;
    private readonly int? _unknown;
    private readonly int[]? _bytes;
    private readonly ConcurrentDictionary<string, int[]> _cache = new(StringComparer.Ordinal);

    private BytePairModel(Dictionary<string, int> vocabulary, Dictionary<(int Left, int Right), Merge> merges, BytePairSettings settings)
    {
        _vocabulary = vocabulary;
        _merges = merges;
        _settings = settings;
        _unknown = settings.Unknown is null ? null : vocabulary.TryGetValue(settings.Unknown, out var id) ? id
            : throw new JsonException($"the unk_token \"{settings.Unknown}\" is not in the vocabulary");
        _bytes = settings.ByteFallback ? ByteTokens.Find(IdOf) : null;
    }

    /// <summary>Reads the model.</summary>
    /// <exception cref="JsonException">Something is missing, or a merge makes what is no token.</exception>
    public static BytePairModel Read(JsonElement model)
    {
        var settings = BytePairSettings.Read(model);
        var vocabulary = model.Vocabulary();
        return new(vocabulary, BytePairSettings.Merges(model, vocabulary, settings.ContinuationPrefix), settings);
    }

    /// <inheritdoc/>
    public void Tokenize(string piece, List<int> ids)
    {
        if (_settings.IgnoreMerges && _vocabulary.TryGetValue(piece, out var whole))
        {
            ids.Add(whole);
            return;
        }

        if (_cache.TryGetValue(piece, out var cached))
        {
            ids.AddRange(cached);
            return;
        }

        var before = ids.Count;
        MergeAll(Characters(piece), ids);
        if (piece.Length <= LongestCached && _cache.Count < CachedPieces)
        {
            _cache.TryAdd(piece, [.. ids[before..]]);
        }
    }

    /// <inheritdoc/>
    public int? IdOf(string token) => _vocabulary.TryGetValue(token, out var id) ? id : null;

    private List<Symbol> Characters(string piece)
    {
        var symbols = new List<Symbol>(piece.Length);
        var unknowns = 0;
        var at = 0;
        foreach (var rune in piece.EnumerateRunes())
        {
            var text = Marked(rune.ToString(), at == 0, at + rune.Utf16SequenceLength == piece.Length);
            at += rune.Utf16SequenceLength;
            if (_vocabulary.TryGetValue(text, out var id))
            {
                FlushUnknowns();
                Append(id);
            }
            else if (_bytes is not null && ByteTokens.CanSpell(text, _bytes))
            {
                // Unknowns before it are left waiting: that is how the tokenizers library has it.
                var spelt = new List<int>();
                ByteTokens.Add(text, _bytes, spelt);
                spelt.ForEach(Append);
            }
            else if (_unknown is not null)
            {
                if (!_settings.FuseUnknowns)
                {
                    FlushUnknowns();
                }

                unknowns = 1;
            }
        }

        FlushUnknowns();
        return symbols;

        void Append(int id) => symbols.Add(new(id, symbols.Count - 1, symbols.Count + 1));

        void FlushUnknowns()
        {
            if (unknowns > 0)
            {
                Append(_unknown!.Value);
                unknowns = 0;
            }
        }
    }

    private string Marked(string character, bool first, bool last) => (first, last) switch
    {
        (true, false) => character,
        (true, true) => character + _settings.EndSuffix,
        (false, false) => _settings.ContinuationPrefix + character,
        _ => _settings.ContinuationPrefix + character + _settings.EndSuffix,
    };

    private void MergeAll(List<Symbol> symbols, List<int> ids)
    {
        var queue = new PriorityQueue<(int At, int Id), (int Rank, int At)>(symbols.Count);
        for (var i = 0; i + 1 < symbols.Count; i++)
        {
            Offer(i, i + 1);
        }

        while (queue.TryDequeue(out var top, out _))
        {
            var left = symbols[top.At];
            if (left.Id < 0 || left.Next >= symbols.Count)
            {
                continue;
            }

            var right = symbols[left.Next];
            // What was queued may have been merged with something else meanwhile.
            if (!_merges.TryGetValue((left.Id, right.Id), out var merge) || merge.Id != top.Id)
            {
                continue;
            }

            symbols[left.Next] = right with { Id = -1 };
            symbols[top.At] = left with { Id = merge.Id, Next = right.Next };
            if (right.Next < symbols.Count)
            {
                symbols[right.Next] = symbols[right.Next] with { Previous = top.At };
                Offer(top.At, right.Next);
            }

            if (left.Previous >= 0)
            {
                Offer(left.Previous, top.At);
            }
        }

        ids.AddRange(symbols.Where(s => s.Id >= 0).Select(s => s.Id));

        void Offer(int left, int right)
        {
            if (_merges.TryGetValue((symbols[left].Id, symbols[right].Id), out var merge))
            {
                queue.Enqueue((left, merge.Id), (merge.Rank, left));
            }
        }
    }

    private readonly record struct Symbol(int Id, int Previous, int Next);
}

/// <summary>What two neighbours become.</summary>
/// <param name="Rank">How early the merge was learnt: lower goes first.</param>
/// <param name="Id">The token that they become.</param>
internal readonly record struct Merge(int Rank, int Id);
