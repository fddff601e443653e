using System.Text.Json;
using System.Text.RegularExpressions;

namespace LlmRec.Reclm.Catalogues;

/// <summary>
/// Words for invented titles: those of the texts that this project wrote for its films, and words made letter by letter
/// after these and after the sounds of other languages. What is made up can only be copied, never remembered.
/// </summary>
internal sealed partial class WordBank
{
    private static readonly string[][] Syllables =
    [
        [.. "ka ki ku ke ko sa shi su se so ta chi tsu te to na ni no ma mi mu me mo ya yu yo ra ri ru re ro ha hi fu go ga ji ba bo wa n".Split(' ')],
        [.. "la le lo ma mé ré cœur vie dé pas sou ven ir tou jour blan rou ge ça é lè ve jeu ne fil ombre eau çon gna oui reau".Split(' ')],
        [.. "el la los ver da no che cor a zón ni ña se ño mi to ca lle san gre som bra río paz ción bre ja".Split(' ')],
        [.. "der die das schwar ze ne bel licht welt stra ße mäd chen küh ler öl tür hun de kö nig wol ken stein feld burg".Split(' ')],
        [.. "den sju nde stjer ne skog å kval natt vin ter brø dre øy fjäll häst små land borg sen gud rik".Split(' ')],
        [.. "ost wie ki czar ny dru gi miło ść żół ty pan no wak vo dka sta lin grad mir ov sky ska ko va".Split(' ')],
        [.. "bol ly dil ja na ra ma pra kash jee kya ho ga lag aan dev das chan dni".Split(' ')],
    ];

    private static readonly (int From, int To)[] Scripts = [(0x0430, 0x044f), (0x03b1, 0x03c9), (0x4e00, 0x5fff), (0x3042, 0x3093), (0xac00, 0xb000), (0x0627, 0x064a), (0x05d0, 0x05ea)];

    private readonly string[] _words;
    private readonly string[] _names;
    private readonly string[] _titles;
    private readonly Dictionary<string, List<char>> _next = [];
    private readonly Dictionary<string, List<char>> _nextOfNames = [];

    private WordBank(string[] words, string[] names, string[] titles)
    {
        (_words, _names, _titles) = (words, names, titles);
        Follow(_next, words);
        Follow(_nextOfNames, names);
    }

    /// <summary>Reads the words off the sample films that the program holds.</summary>
    public static WordBank Load()
    {
        using var reader = new StreamReader(typeof(WordBank).Assembly.GetManifestResourceStream("films")!);
        var (words, names, titles) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        while (reader.ReadLine() is { } line)
        {
            using var film = JsonDocument.Parse(line);
            titles.Add(film.RootElement.GetProperty("title").GetString()!);
            words.UnionWith(Word().Matches(film.RootElement.GetProperty("text").GetString()!).Select(m => m.Value));
            names.UnionWith(film.RootElement.GetProperty("attributes").GetProperty("directors").EnumerateArray().SelectMany(d => d.GetString()!.Split(' ').Where(n => n.Length > 2)));
        }

        return new([.. words], [.. names], [.. titles]);
    }

    /// <summary>A word of the project's own texts, in lower case.</summary>
    public string Known(Random random) => _words[random.Next(_words.Length)];

    /// <summary>A film's title of the samples.</summary>
    public string Film(Random random) => _titles[random.Next(_titles.Length)];

    /// <summary>A made-up word, in lower case.</summary>
    public string Made(Random random) => random.Next(4) switch
    {
        0 => string.Concat(random.GetItems(Syllables[random.Next(Syllables.Length)], random.Next(2, 4))),
        _ => Spelt(_next, random),
    };

    /// <summary>A word of letters that few catalogues hold.</summary>
    public static string Foreign(Random random)
    {
        var (from, to) = Scripts[random.Next(Scripts.Length)];
        return string.Concat(Enumerable.Range(0, random.Next(2, 6)).Select(_ => (char)random.Next(from, to + 1)));
    }

    /// <summary>A person's name, known or made up.</summary>
    public string Name(Random random) => Capital(random.Next(3) switch
    {
        0 => _names[random.Next(_names.Length)],
        1 => string.Concat(random.GetItems(Syllables[random.Next(Syllables.Length)], random.Next(1, 4))),
        _ => Spelt(_nextOfNames, random),
    });

    /// <summary>A word with its first letter large.</summary>
    public static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    /// <summary>Letter after letter, each drawn from those that follow the two before it (Shannon 1948, §3).</summary>
    private static string Spelt(Dictionary<string, List<char>> next, Random random)
    {
        while (true)
        {
            var word = "^^";
            while (word.Length < 14 && next[word[^2..]] is var letters && letters[random.Next(letters.Count)] is var letter && letter != '$')
            {
                word += letter;
            }

            if (word.Length is > 4 and < 14)
            {
                return word[2..];
            }
        }
    }

    private static void Follow(Dictionary<string, List<char>> next, IEnumerable<string> words)
    {
        foreach (var word in words)
        {
            var marked = $"^^{word.ToLowerInvariant()}$";
            for (var i = 2; i < marked.Length; i++)
            {
                if (!next.TryGetValue(marked[(i - 2)..i], out var letters))
                {
                    next[marked[(i - 2)..i]] = letters = [];
                }

                letters.Add(marked[i]);
            }
        }
    }

    [GeneratedRegex(@"\b[a-z]{3,12}\b")]
    private static partial Regex Word();
}
