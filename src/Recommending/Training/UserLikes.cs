namespace LlmRec.Recommending.Training;

/// <summary>What a user did with an item, as training sees it.</summary>
/// <param name="Item">The item's number in the snapshot.</param>
/// <param name="Time">Unix seconds, or the order index.</param>
/// <param name="Weight">Above 0 for a like, below 0 for a dislike.</param>
/// <param name="Seq">The change with which it came.</param>
internal readonly record struct UserEvent(int Item, double Time, float Weight, long Seq);

/// <summary>
/// One user's events in canonical order: by time, at one time the weaker first, then by item. What the user likes at a
/// point follows from them as it does when a request is served: each item once, by the latest word on it.
/// </summary>
internal sealed class UserLikes
{
    private readonly UserEvent[] _events;

    public UserLikes(IEnumerable<UserEvent> events) =>
        _events = [.. events.OrderBy(e => e.Time).ThenBy(e => Math.Abs(e.Weight)).ThenBy(e => e.Item)];

    /// <summary>How many events there are.</summary>
    public int Count => _events.Length;

    /// <summary>The times of all likes.</summary>
    public IEnumerable<double> LikeTimes => _events.Where(e => e.Weight > 0).Select(e => e.Time);

    /// <summary>How many events are not later than a time.</summary>
    public int CountUntil(double time) => _events.TakeWhile(e => e.Time <= time).Count();

    /// <summary>What the user likes after the first <paramref name="count"/> events, oldest first.</summary>
    public (int[] Items, double[] Times) After(int count)
    {
        var seen = new HashSet<int>();
        var likes = new List<UserEvent>();
        for (var i = count - 1; i >= 0; i--)
        {
            if (seen.Add(_events[i].Item) && _events[i].Weight > 0)
            {
                likes.Add(_events[i]);
            }
        }

        likes.Reverse();
        return ([.. likes.Select(e => e.Item)], [.. likes.Select(e => e.Time)]);
    }

    /// <summary>The last like of an item that the user had nothing to do with before: its place among the events; −1 when there is none.</summary>
    public int LastNewLike()
    {
        var first = FirstWords();
        for (var i = _events.Length - 1; i >= 0; i--)
        {
            if (_events[i].Weight > 0 && first[_events[i].Item] == i)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The likes from a place on of items that the user had nothing to do with before: their places.</summary>
    public IEnumerable<int> NewLikes(int from)
    {
        var first = FirstWords();
        return Enumerable.Range(from, _events.Length - from).Where(i => _events[i].Weight > 0 && first[_events[i].Item] == i);
    }

    /// <summary>The event at a place.</summary>
    public UserEvent At(int place) => _events[place];

    private Dictionary<int, int> FirstWords()
    {
        var first = new Dictionary<int, int>();
        for (var i = 0; i < _events.Length; i++)
        {
            first.TryAdd(_events[i].Item, i);
        }

        return first;
    }
}
