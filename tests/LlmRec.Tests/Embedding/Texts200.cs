namespace LlmRec.Tests.Embedding;

/// <summary>More than two hundred texts in many scripts, with everything that tokenizers stumble over.</summary>
internal static class Texts200
{
    private static readonly string[] Sentences =
    [
        "Toy Story", "The Lord of the Rings: The Fellowship of the Ring", "A cowboy doll is profoundly threatened when a new spaceman figure supplants him.",
        "heist that goes wrong", "I want something funny, but not too long!", "What's the best film of 1994?", "co-operate re-enter e-mail", "C++ & C# at 50% off",
        "Привет, мир", "Война и мир — роман-эпопея Льва Толстого", "Щедрик, ёлка и подъезд", "Γειά σου Κόσμε", "Ο πόλεμος και η ειρήνη",
        "שלום עולם", "סרט על משפחה בתל אביב", "مرحبا بالعالم", "فيلم عن الحرب والسلام", "سلام دنیا، فیلم ایرانی", "नमस्ते दुनिया", "एक पिता और उसकी बेटी की कहानी",
        "হ্যালো বিশ্ব", "வணக்கம் உலகம்", "హలో ప్రపంచం", "สวัสดีชาวโลก", "ภาพยนตร์เกี่ยวกับครอบครัว", "こんにちは世界", "千と千尋の神隠し", "東京タワーの夜", "カタカナとﾊﾝｶｸ",
        "你好，世界", "一个关于爱情和战争的故事", "繁體中文電影", "안녕하세요 세계", "기생충은 가족에 관한 영화이다", "Xin chào thế giới", "Đường về nhà",
        "Zażółć gęślą jaźń", "Příliš žluťoučký kůň úpěl ďábelské ódy", "İstanbul'da ışıklar", "Ça va? Où êtes-vous allé l'été dernier?", "Ñandú, pingüino y corazón",
        "Straße, Übermut und Größe", "smörgåsbord på Åland", "Olá, você está bem?", "გამარჯობა მსოფლიო", "Բարեւ աշխարհ", "ሰላም ልዑል", "မင်္ဂလာပါ ကမ္ဘာ", "សួស្តី​ពិភពលោក",
        "ﬁrst ﬂoor oﬃce ŒUVRE", "① ② ③ ½ ¼ x² H₂O", "Ｆｕｌｌ　ｗｉｄｔｈ", "e\u0301 a\u0308 n\u0303 o\u0302", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L", "👍🏽 👨‍👩‍👧‍👦 🇫🇷 ❤️ 🎬",
        "🍿🎥 movie night 😂😂😂", "𝓕𝓪𝓷𝓬𝔂 𝕋𝕖𝕩𝕥", "\u200Bzero\u200Bwidth\u200D", "\uFEFFbom", "tab\tnew\nline\r\nreturn", "bell\u0007 escape\u001b null\u0000 delete\u007f",
        "lone \ud83d high", "lone \udc4d low", "\ud83d", "a\ud800b\udfffc", "", " ", "   ", "\n", "\u00A0", "\u2581", "\u2581\u2581a", "�",
        ":", "://", ":)", ":(", "):", ":-)", " : ", "http://example.org/a?b=c&d=%20", ":30", "at 10:30", ":00 and :00", "it's 5:00 o'clock", "”5", "\"5\" “5” ‘5’", "12:45:59",
        "<s>", "</s>", "<s> hello </s>", "extra_token_id_1", "a", "I", "s", ".", ",", "!!!!!!!!!!", "----------", "__init__", "####", "$$$ €€€ £££ ¥¥¥ ₹₹₹",
        "1234567890", "3.14159265358979", "1,000,000.00", "0x1F 0b1010", "2026-11-23T08:00:00Z", "v1.2.3-beta+4", "foo(bar[baz]{qux})", "SELECT * FROM t WHERE a='b'; --",
        "camelCaseWord snake_case_word kebab-case-word", "supercalifragilisticexpialidocious", "ALL CAPS TITLE", "mIxEd CaSe", "don't won't can't shan't", "rock 'n' roll",
        "the the the the the the", "ÄÖÜäöüß", "naïve café résumé", "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb", "Se7en", "8½", "WALL·E", "Amélie (2001)",
        "Crouching Tiger, Hidden Dragon", "La vita è bella", "Das Leben der Anderen", "El laberinto del fauno", "Det sjunde inseglet", "Bienvenue chez les Ch'tis", "Ang Babae sa Septic Tank",
    ];

    public static IReadOnlyList<string> All { get; } = [.. Sentences, .. Pairs(), .. Long()];

    private static IEnumerable<string> Pairs() => Enumerable.Range(0, 80).Select(i => $"{Sentences[(i * 7) % Sentences.Length]} {Sentences[((i * 13) + 5) % Sentences.Length]}");

    private static IEnumerable<string> Long() =>
    [
        string.Join(' ', Enumerable.Repeat("A long description of a film that goes on and on.", 40)),
        string.Join("", Enumerable.Repeat("長い説明が続く映画。", 60)),
        new('x', 3_000),
        new(' ', 500),
        string.Concat(Enumerable.Repeat("😀", 400)),
        string.Join(' ', Enumerable.Range(0, 500)),
    ];
}
