namespace LlmRec.Vectors.Indexes.Embedded;

/// <summary>A <see cref="VectorFilter"/> ready to test rows with.</summary>
internal sealed class RowFilter
{
    private readonly VectorFilter _filter;
    private readonly HashSet<int>[] _allOf;
    private readonly HashSet<int> _noneOf;
    private readonly bool _hasYears;

    public RowFilter(VectorFilter filter, TagNumbers tags)
    {
        _filter = filter;
        _allOf = [.. filter.AllOf.Select(group => group.Select(tags.Find).ToHashSet())];
        _noneOf = [.. filter.NoneOf.Select(tags.Find)];
        _hasYears = filter.YearFrom is not null || filter.YearTo is not null;
    }

    public bool Allows(Block block, int row)
    {
        var key = block.Keys[row];
        return key != Block.Nobody
            && (!_hasYears || HasYear(block.Years[row]))
            && _filter.Include?.Contains(key) != false
            && _filter.Exclude?.Contains(key) != true
            && (_allOf.Length == 0 || HasAll(block.Tags[row]))
            && (_noneOf.Count == 0 || !HasAny(block.Tags[row], _noneOf));
    }

    private bool HasYear(int? year) => year is not null && !(year < _filter.YearFrom) && !(year > _filter.YearTo);

    private bool HasAll(int[] tags)
    {
        foreach (var group in _allOf)
        {
            if (!HasAny(tags, group))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasAny(int[] tags, HashSet<int> group)
    {
        foreach (var tag in tags)
        {
            if (group.Contains(tag))
            {
                return true;
            }
        }

        return false;
    }
}
