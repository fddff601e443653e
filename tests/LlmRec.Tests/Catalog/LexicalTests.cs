using System.Text.RegularExpressions;
using LlmRec.Catalog.Items;

namespace LlmRec.Tests.Catalog;

public sealed class LexicalTests : IAsyncLifetime
{
    private static readonly (string Id, string Title, string Text, string Category)[] Films =
    [
        ("1", "The Matrix", "A hacker learns that the world is a simulation.", "science fiction"),
        ("2", "Amélie", "A shy waitress in Montmartre. Café, crème brûlée and kindness.", "romance"),
        ("3", "千と千尋の神隠し", "少女が神々の世界に迷い込む。", "アニメ"),
        ("4", "霸王别姬", "两位京剧演员半个世纪的故事。", "剧情"),
        ("5", "기생충", "가난한 가족이 부잣집에 들어간다", "드라마"),
        ("6", "ลุงบุญมีระลึกชาติ", "ภาพยนตร์เกี่ยวกับครอบครัว", "ดราม่า"),
        ("7", "Don't Look Now", "A couple grieve in Venice; AND they meet two sisters. NEAR the canals.", "horror"),
        ("8", "Wild Strawberries", "An old professor's dreams of his childhood and of many dogs.", "drama"),
        ("9", "Se7en", "Two detectives, seven sins: gluttony, greed, sloth …", "crime"),
        ("10", "Straße der Träume", "Ein Film über Größe und Übermut.", "Drama"),
        ("11", "吾輩は猫である", "名前はまだ無い猫の話。", "喜劇"),
        ("12", "ﾊﾞｯﾄﾏﾝ", "Ｆｕｌｌ ｗｉｄｔｈ hero of the night", "action"),
        ("13", "𠮷野家の一日", "A day in a beef bowl shop.", "documentary"),
        ("14", "Война и мир", "Роман-эпопея Льва Толстого.", "история"),
        ("15", "مدينة الحب", "قصة حب في القاهرة", "دراما"),
    ];

    private TestCatalogue _catalogue = null!;

    public async Task InitializeAsync()
    {
        _catalogue = await TestCatalogue.OpenAsync();
        await _catalogue.AddItemsAsync([.. Films.Select(f => new Item { Id = f.Id, Title = f.Title, Text = f.Text, Categories = [f.Category] })]);
    }

    [Theory]
    [InlineData("matrix", 1)]
    [InlineData("MATRIX!", 1)]
    [InlineData("amelie", 2)]
    [InlineData("AMÉLIE", 2)]
    [InlineData("ame\u0301lie", 2)]
    [InlineData("creme brulee", 2)]
    [InlineData("千尋", 3)]
    [InlineData("神隠し", 3)]
    [InlineData("世界に迷い込む少女", 3)]
    [InlineData("霸王", 4)]
    [InlineData("京剧", 4)]
    [InlineData("기생충", 5)]
    [InlineData("가족", 5)]
    [InlineData("\u1100\u1175\u1109\u1162\u11BC\u110E\u116E\u11BC", 5)]
    [InlineData("ครอบครัว", 6)]
    [InlineData("dont look", 7)]
    [InlineData("don’t", 7)]
    [InlineData("strawberry", 8)]
    [InlineData("dream dog", 8)]
    [InlineData("professors", 8)]
    [InlineData("se7en", 9)]
    [InlineData("straße", 10)]
    [InlineData("traume", 10)]
    [InlineData("猫", 11)]
    [InlineData("バットマン", 12)]
    [InlineData("full width", 12)]
    [InlineData("𠮷野家", 13)]
    [InlineData("ВОЙНА", 14)]
    [InlineData("القاهرة", 15)]
    public async Task An_item_is_found_by_its_words_in_any_script(string query, int key)
    {
        Assert.Equal(key, (await _catalogue.Lexical.SearchAsync(query, 5)).Select(h => h.Key).FirstOrDefault());
    }

    [Theory]
    [InlineData("sloth AND gluttony")]
    [InlineData("sloth NOT gluttony")]
    [InlineData("NEAR(sloth gluttony, 1)")]
    [InlineData("\"sloth\" gluttony\"")]
    [InlineData("slo* sloth")]
    [InlineData("sloth*")]
    [InlineData("-sloth")]
    [InlineData("title:sloth")]
    [InlineData("^sloth")]
    [InlineData("(sloth")]
    [InlineData("sloth)")]
    [InlineData("{title} : sloth")]
    [InlineData("sloth' OR 1=1; DROP TABLE lexical; --")]
    [InlineData("sl\\u0000oth sloth \\ud83d")]
    public async Task Operators_of_search_languages_are_plain_words(string query)
    {
        Assert.Contains(9, (await _catalogue.Lexical.SearchAsync(Regex.Unescape(query), 15)).Select(h => h.Key));
    }

    [Theory]
    [InlineData("AND OR NOT NEAR", 7)]
    [InlineData("the AND", 1)]
    public async Task Words_that_are_operators_elsewhere_and_stop_words_find_what_holds_them(string query, int key)
    {
        Assert.Contains(key, (await _catalogue.Lexical.SearchAsync(query, 15)).Select(h => h.Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("!?… *-^:\"()")]
    [InlineData("\\ud83d")]
    [InlineData("zzzzz")]
    [InlineData("🎬")]
    public async Task A_query_without_words_or_with_unknown_ones_finds_nothing(string query)
    {
        Assert.Empty(await _catalogue.Lexical.SearchAsync(Regex.Unescape(query), 5));
    }

    [Fact]
    public async Task A_query_of_a_megabyte_is_answered()
    {
        Assert.Equal(1, (await _catalogue.Lexical.SearchAsync("matrix " + string.Join(' ', Enumerable.Range(0, 150_000)), 5))[0].Key);
    }

    [Fact]
    public async Task Hits_are_ordered_by_BM25_rare_words_and_short_texts_first_equal_ones_by_key()
    {
        await _catalogue.AddItemsAsync(
            new Item { Id = "a", Title = "x", Text = "zebra common" },
            new Item { Id = "b", Title = "x", Text = "common common" },
            new Item { Id = "c", Title = "x", Text = "zebra " + string.Join(' ', Enumerable.Repeat("filler", 50)) },
            new Item { Id = "d", Title = "x", Text = "common" },
            new Item { Id = "e", Title = "x", Text = "common" },
            new Item { Id = "f", Title = "x", Text = "zebra" });

        var hits = await _catalogue.Lexical.SearchAsync("zebra common", 10);

        Assert.Equal(["a", "f", "b", "d", "e", "c"], await IdsAsync(hits.Select(h => h.Key)));
        Assert.All(hits.Zip(hits.Skip(1)), pair => Assert.True(pair.First.Score >= pair.Second.Score && pair.Second.Score > 0));
        Assert.Equal(hits[3].Score, hits[4].Score);
        Assert.Equal(hits.Take(2), await _catalogue.Lexical.SearchAsync("zebra common", 2));
    }

    [Fact]
    public async Task A_word_in_a_facet_counts_more_than_one_in_the_text()
    {
        await _catalogue.AddItemsAsync(new Item { Id = "a", Title = "x", Text = "noir" }, new Item { Id = "b", Title = "x", Text = "x", Categories = ["noir"] });

        Assert.Equal(["b", "a"], await IdsAsync((await _catalogue.Lexical.SearchAsync("noir", 5)).Select(h => h.Key)));
    }

    [Fact]
    public async Task A_changed_item_is_found_by_its_new_words_and_a_deleted_one_by_none()
    {
        await _catalogue.AddItemsAsync(new Item { Id = "1", Title = "Reloaded" });
        await _catalogue.Store.WriteAsync(s => _catalogue.Items.DeleteAsync(s, "9"));

        Assert.Empty(await _catalogue.Lexical.SearchAsync("hacker matrix se7en sloth", 5));
        Assert.Equal(1, Assert.Single(await _catalogue.Lexical.SearchAsync("reloaded", 5)).Key);
        await _catalogue.AddItemsAsync(new Item { Id = "9", Title = "Se7en" });
        Assert.Equal(9, Assert.Single(await _catalogue.Lexical.SearchAsync("se7en", 5)).Key);
    }

    [Theory]
    [InlineData("dreams of a DOG", 8, "dreams|dogs")]
    [InlineData("strawberry dreams", 8, "Strawberries|dreams")]
    [InlineData("creme amelie", 2, "Amélie|crème")]
    [InlineData("science fiction hacker", 1, "science|fiction|hacker")]
    [InlineData("千尋の神隠し", 3, "千尋の神隠し")]
    [InlineData("猫", 11, "猫")]
    [InlineData("don't", 7, "Don't")]
    [InlineData("dracula", 8, "")]
    public async Task Matched_words_are_told_as_they_stand_in_the_item(string query, int key, string words)
    {
        var matched = await _catalogue.Lexical.MatchedWordsAsync(query, [key, 99_999]);

        Assert.Equal(words, matched.TryGetValue(key, out var found) ? string.Join('|', found) : "");
    }

    [Fact]
    public async Task Matched_words_of_scripts_without_spaces_are_whole_each_time()
    {
        await _catalogue.AddItemsAsync(new Item { Id = "a", Title = "東京 cat 東京都 dog 京都" });

        var matched = Assert.Single(await _catalogue.Lexical.MatchedWordsAsync("東京都 cat dog", [16])).Value;

        Assert.Equal(["東京", "cat", "東京都", "dog", "京都"], matched);
    }

    public Task DisposeAsync()
    {
        _catalogue.Dispose();
        return Task.CompletedTask;
    }

    private async Task<IEnumerable<string>> IdsAsync(IEnumerable<int> keys)
    {
        var ids = (await _catalogue.Items.PageAsync(0, 100)).ToDictionary(i => i.Key, i => i.Item!.Id);
        return keys.Select(key => ids[key]);
    }
}
