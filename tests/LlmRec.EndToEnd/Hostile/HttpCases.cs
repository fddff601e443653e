using System.IO.Compression;
using System.Text;

namespace LlmRec.EndToEnd.Hostile;

/// <summary>Hostile requests, each with its outcome stated beforehand.</summary>
internal static class HttpCases
{
    private const string WrongType = "has the wrong type";
    private const string NoJson = "not valid JSON";

    public static IReadOnlyDictionary<string, HttpCase> All { get; } =
        new[] { Numbers(), Ids(), Searches(), Visitors(), Bodies(), Items(), Users(), Interactions(), Impressions(), Many(), Methods() }
            .SelectMany(cases => cases).ToDictionary(c => c.Name);

    private static IEnumerable<HttpCase> Numbers()
    {
        foreach (var path in new[] { "/v1/search?q=heist&", "/v1/users/u/recommendations?", "/v1/items/alien/similar?" })
        {
            foreach (var limit in new[] { "-1", "0", "201", "2147483647", "-2147483648" })
            {
                yield return HttpCase.Get($"{path}limit={limit}", $"{path}limit={limit}", 400, $"limit must be from 1 to 200; it is {limit}.");
            }

            foreach (var limit in new[] { "2147483648", "1e3", "NaN", "Infinity", "0x10", "1.5", "1%2C2", "null", "true", "%EF%BC%91", "{}", "9999999999999999999999999999999999999999999999999999" })
            {
                yield return HttpCase.Get($"{path}limit={limit}", $"{path}limit={limit}", 400, "which can't be read as a whole number.");
            }
        }

        foreach (var diversity in new[] { "NaN", "Infinity", "-Infinity", "1e308", "1e999", "-0.1", "1.0000001" })
        {
            yield return HttpCase.Get($"diversity={diversity}", $"/v1/users/u/recommendations?diversity={diversity}", 400, "diversity must be from 0");
        }

        foreach (var year in new[] { "99999999999", "MMXX", "1979.5", "1e3" })
        {
            yield return HttpCase.Get($"yearFrom={year}", $"/v1/search?q=heist&yearFrom={year}", 400, $"yearFrom is '{year}', which can't be read as a whole number.");
        }

        yield return HttpCase.Get("yearFrom and yearTo at their ends", "/v1/search?q=heist&yearFrom=-2147483648&yearTo=2147483647", 200, "\"heist\"");
        yield return HttpCase.Get("a limit with a NUL behind it", "/v1/search?q=heist&limit=1%00", 200, "\"items\":[{\"id\":\"heist\"");
        yield return HttpCase.Get("the same limit twice", "/v1/search?q=heist&limit=1&limit=2", 400, "limit");
    }

    private static IEnumerable<HttpCase> Ids()
    {
        string[] ids =
        [
            "..%2F..%2Fetc%2Fpasswd", "..%5C..%5Cwindows", "%2Fetc%2Fpasswd", "....%2F%2F", "alien%0D%0AX-Evil:%201", "alien%20", "ALIEN", "%EF%BB%BFalien", "*", "%25", "%", "%zz", "%ED%A0%80",
            "'%20OR%20'1'%3D'1", "\"%20OR%20\"\"%3D\"", "1%3B%20DROP%20TABLE%20items%3B--", "alien'%20UNION%20SELECT%20text%20FROM%20users--", "$%7Bjndi%3Aldap%3A%2F%2Fx%7D", "%3Cscript%3E", "%E2%80%AEneila", new string('a', 100_000),
        ];
        foreach (var id in ids)
        {
            var shown = id.Length > 100 ? "100,000 characters" : id;
            yield return HttpCase.Get($"item {shown}", $"/v1/items/{id}", 404, "There is no item '");
            yield return HttpCase.Get($"similar to {shown}", $"/v1/items/{id}/similar", 404, "There is no item '");
            yield return HttpCase.Get($"user {shown}", $"/v1/users/{id}", 404, "There is no user '");
            yield return HttpCase.Get($"recommendations for {shown}", $"/v1/users/{id}/recommendations", 200, "\"degraded\":false");
            yield return new HttpCase($"erase user {shown}", "DELETE", $"/v1/users/{id}", 404, "There is no user '");
        }

        yield return HttpCase.Get("out of the folder", "/../../../../etc/passwd", 404, "There is nothing at this address");
        yield return HttpCase.Get("out of the folder, encoded", "/%2e%2e/%2e%2e/appsettings.json", 404, "There is nothing at this address");
        yield return HttpCase.Get("out of the folder, backslashes", "/..%5c..%5cappsettings.json", 404, "There is nothing at this address");
        yield return HttpCase.Get("a job out of the folder", "/v1/jobs/..%2F..%2F1", 404, "There is no job '");
    }

    private static IEnumerable<HttpCase> Searches()
    {
        string[] queries =
        [
            "heist' OR '1'='1", "heist\" OR \"1\"=\"1", "heist'; DROP TABLE items; --", "heist') UNION SELECT id, text FROM users --", "heist AND NOT heist", "heist NEAR/5 job", "NEAR(heist job, 5)", "title:heist", "{title text} : heist", "heist*", "^heist", "-heist", "+heist",
            "heist\"", "\"heist", "(heist", "heist))", "heist\\", "heist%00", "heist/*", "heist /* */ --", "${heist}", "{{heist}}", "<script>heist</script>", "heist\u0000", "heist\r\nX-Evil: 1", "heist\u202E", "%heist_", "heist OR", "OR AND NOT heist", "rank:heist", "\uFEFFheist", "heist 😀",
        ];
        foreach (var query in queries)
        {
            // What is an operator elsewhere is a word here: the one film with that word comes first.
            yield return HttpCase.Get($"search {query}", $"/v1/search?limit=1&q={Uri.EscapeDataString(query)}", 200, "\"items\":[{\"id\":\"heist\"");
        }

        yield return HttpCase.Get("search for bytes that are no text", "/v1/search?limit=1&q=heist%ED%A0%80%FF%FE", 200, "\"items\":[{\"id\":\"heist\"");
        yield return HttpCase.Get("search for nothing but operators", "/v1/search?q=%22%28%29%2A%5E%3A", 200, "\"degraded\":false");
        yield return HttpCase.Get("a parameter that is not known", "/v1/search?limit=1&q=heist&admin=true&__proto__=x", 200, "\"items\":[{\"id\":\"heist\"");
    }

    private static IEnumerable<HttpCase> Visitors()
    {
        (string Field, string[] Wrong)[] fields =
        [
            ("likes", ["5", "\"alien\"", "true", "{}", "[1]", "[[\"alien\"]]", "[{}]"]),
            ("dislikes", ["5", "{\"0\":\"alien\"}", "[true]"]),
            ("wish", ["5", "true", "{}", "[\"heist\"]"]),
            ("limit", ["\"5\"", "1.5", "1e1000", "99999999999999999999", "true", "[]", "{}"]),
            ("diversity", ["\"0.5\"", "\"NaN\"", "true", "[]"]),
            ("filters", ["5", "\"x\"", "[]", "true"]),
            ("filters.categories", ["5", "\"Crime\"", "{}", "[1]"]),
            ("filters.yearFrom", ["\"1999\"", "1.5", "1e99", "[]"]),
            ("filters.attributes", ["[]", "5", "{\"a\":\"b\"}", "{\"a\":[1]}", "{\"a\":{\"b\":[]}}"]),
        ];
        foreach (var (field, wrong) in fields)
        {
            foreach (var value in wrong)
            {
                var body = field.Split('.') is [var outer, var inner] ? $"{{\"{outer}\":{{\"{inner}\":{value}}}}}" : $"{{\"{field}\":{value}}}";
                yield return HttpCase.Post("/v1/recommendations", body, 400, WrongType);
            }
        }

        yield return HttpCase.Post("/v1/recommendations", "{\"diversity\":1e999}", 400, "diversity");
        yield return HttpCase.Post("/v1/recommendations", "{\"likes\":[null,\"\",\" \"]}", 200, "\"degraded\":false");
        yield return HttpCase.Post("/v1/recommendations", "{\"likes\":null,\"dislikes\":null,\"wish\":null,\"filters\":null,\"limit\":null}", 200, "\"degraded\":false");
        yield return HttpCase.Post("/v1/recommendations", "{\"filters\":{\"categories\":[null]}}", 400, "filters.categories");
        yield return HttpCase.Post("/v1/recommendations", "{\"filters\":{\"excludeCategories\":[null]}}", 400, "filters.excludeCategories");
        yield return HttpCase.Post("/v1/recommendations", "{\"filters\":{\"attributes\":{\"directors\":null}}}", 400, "filters.attributes.directors");
        yield return HttpCase.Post("/v1/recommendations", "{\"filters\":{\"attributes\":{\"directors\":[null]}}}", 400, "filters.attributes.directors");
        yield return HttpCase.Post("/v1/recommendations", "{\"filters\":{\"attributes\":{\"\":[\"x\"]}}}", 200, "\"items\":[]");
        yield return HttpCase.Post("/v1/recommendations", "{\"filters\":{\"attributes\":{\"directors\":[\"' OR 1=1 --\"]}}}", 200, "\"items\":[]");
        yield return HttpCase.Post("/v1/recommendations", "{\"nosuch\":1,\"__proto__\":{\"admin\":true},\"limit\":1,\"wish\":\"heist\"}", 200, "\"id\":\"heist\"");
        yield return HttpCase.Post("/v1/recommendations", "{\"limit\":5,\"limit\":0}", 400, "limit");
        yield return HttpCase.Post("/v1/recommendations", "{\"userId\":\"victim\",\"limit\":3}", 200, "\"degraded\":false");
        yield return HttpCase.Post("/v1/recommendations", "{\"wish\":\"\\u0000heist\\u0000\",\"limit\":1}", 200, "\"id\":\"heist\"");
        yield return HttpCase.Post("/v1/recommendations", $"{{\"wish\":\"{new string('x', 1_000_001)}\"}}", 400, "at most 1,000,000 are taken");
        yield return HttpCase.Post("/v1/recommendations", $"{{\"likes\":[\"{new string('x', 900_000)}\"],\"limit\":1}}", 200, "\"unknownItems\"");
        yield return HttpCase.Post("/v1/recommendations", $"{{\"filters\":{{\"attributes\":{{\"{new string('x', 500_000)}\":5}}}}}}", 400, WrongType);
        yield return HttpCase.Post("/v1/recommendations", $"{{\"wish\":\"{new string('y', 2_000_000)}\"}}", 413, "MaxBodyMb");
        yield return new HttpCase("a wish that is no UTF-8", "POST", "/v1/recommendations", 400, "wish is not valid UTF-8.") { Body = [.. "{\"wish\":\"a"u8, 0xC3, .. "(\"}"u8] };
    }

    private static IEnumerable<HttpCase> Bodies()
    {
        foreach (var (method, path) in new[] { ("POST", "/v1/recommendations"), ("POST", "/v1/backfills"), ("PUT", "/v1/items"), ("PUT", "/v1/users"), ("POST", "/v1/interactions"), ("POST", "/v1/impressions") })
        {
            HttpCase Case(string name, byte[] body, string says, int status = 400) => new($"{method} {path}: {name}", method, path, status, says) { Body = body };
            HttpCase Text(string body, string says = NoJson) => Case(body.Length > 40 ? $"{body[..20]} × {body.Length:n0}" : body, Encoding.UTF8.GetBytes(body), says);
            var isList = path is not ("/v1/recommendations" or "/v1/backfills");
            yield return Text(new string('[', 100_000), isList ? "JSON" : "another shape");
            yield return Text(string.Concat(Enumerable.Repeat("{\"a\":", 100_000)), isList ? "another shape" : NoJson);
            yield return Text("{\"a\":1", isList ? "another shape" : NoJson);
            yield return Text("[1,", isList ? NoJson : "another shape");
            yield return Text("{'a':1}", isList ? "another shape" : NoJson);
            yield return Text("\"text\"", "another shape");
            yield return Text("NaN");
            yield return Text("-");
            yield return Text("\u0000");
            yield return Text("/* comment */ []");
            byte[] noText = [.. "[{\"id\":\"a"u8, 0xC3, 0x28, 0xFF, .. "\",\"title\":\"x\",\"userId\":\"x\",\"itemId\":\"x\",\"type\":\"like\",\"recommendationId\":\"a"u8, 0xC3, .. "\",\"items\":[]}]"u8];
            yield return Case("bytes that are no UTF-8", noText, !isList ? "another shape" : path == "/v1/interactions" ? "is not in the catalogue" : "it is not valid UTF-8", isList ? 200 : 400);
            yield return Case("a gzip file", Zip(new byte[1_000]), NoJson);
        }

        yield return new HttpCase("a zip bomb with its content encoding", "PUT", "/v1/items", 400, NoJson) { Body = Zip(new byte[100 << 20]) };
        yield return new HttpCase("NDJSON of nothing but brackets", "PUT", "/v1/items", 200, "\"rejectedCount\":1}") { Body = Encoding.UTF8.GetBytes(new string('[', 100_000)), ContentType = "application/x-ndjson" };
        yield return new HttpCase("NDJSON of bytes", "PUT", "/v1/items", 200, "not valid UTF-8") { Body = [0xFF, 0xFE, 0, 0xC3, 0x28], ContentType = "application/x-ndjson" };
        yield return new HttpCase("NDJSON of empty lines", "PUT", "/v1/items", 200, "\"accepted\":0,\"unchanged\":0,\"rejected\":[],\"rejectedCount\":0") { Body = Encoding.UTF8.GetBytes(new string('\n', 500_000)), ContentType = "application/x-ndjson" };
        yield return new HttpCase("NDJSON of arrays", "PUT", "/v1/items", 200, "\"rejectedCount\":3") { Body = "[]\n[]\n[{}]"u8.ToArray(), ContentType = "application/x-ndjson" };
        foreach (var type in new[] { "text/html", "application/xml", "application/x-www-form-urlencoded", "application/json-patch+json", "image/png" })
        {
            yield return new HttpCase($"items as {type}", "PUT", "/v1/items", 415, "application/x-ndjson") { Body = "[]"u8.ToArray(), ContentType = type };
        }
    }

    private static IEnumerable<HttpCase> Items()
    {
        HttpCase Bad(string entry, string reason) => HttpCase.Put("/v1/items", $"[{entry}]", 200, reason) with { Name = $"item {(entry.Length > 90 ? $"{entry[..70]}… ({entry.Length:n0})" : entry)}" };
        yield return Bad("5", "it is not an object");
        yield return Bad("[]", "it is not an object");
        yield return Bad("{}", "it lacks");
        yield return Bad("{\"id\":5,\"title\":\"x\"}", "id has the wrong type");
        yield return Bad("{\"id\":null,\"title\":\"x\"}", "\"reason\":");
        yield return Bad("{\"id\":\"x\",\"title\":[]}", "title has the wrong type");
        yield return Bad("{\"id\":\"x\",\"title\":\"  \"}", "title is missing or empty");
        yield return Bad("{\"id\":\"x\",\"title\":\"\\u0001\\u0002\"}", "title is missing or empty");
        yield return Bad("{\"id\":\"..\",\"title\":\"x\"}", "which no address can name");
        yield return Bad("{\"id\":\"a\\nb\",\"title\":\"x\"}", "holds a control character");
        yield return Bad("{\"id\":\"a\\ud800\",\"title\":\"x\"}", "lone surrogate");
        yield return Bad($"{{\"id\":\"{new string('i', 257)}\",\"title\":\"x\"}}", "at most 256");
        yield return Bad($"{{\"id\":\"x\",\"title\":\"{new string('t', 2_001)}\"}}", "at most 2,000");
        yield return Bad("{\"id\":\"x\",\"title\":\"x\",\"text\":5}", "text has the wrong type");
        yield return Bad("{\"id\":\"x\",\"title\":\"x\",\"categories\":\"a\"}", "categories has the wrong type");
        yield return Bad("{\"id\":\"x\",\"title\":\"x\",\"categories\":[null]}", "\"reason\":");
        yield return Bad("{\"id\":\"x\",\"title\":\"x\",\"categories\":[\"\"]}", "categories holds an empty entry");
        yield return Bad($"{{\"id\":\"x\",\"title\":\"x\",\"categories\":[{string.Join(',', Enumerable.Range(0, 65).Select(i => $"\"{i}\""))}]}}", "at most 64");
        yield return Bad("{\"id\":\"x\",\"title\":\"x\",\"attributes\":[]}", "attributes has the wrong type");
        yield return Bad("{\"id\":\"x\",\"title\":\"x\",\"attributes\":{\"a\":{\"b\":1}}}", "\"reason\":");
        yield return Bad("{\"id\":\"x\",\"title\":\"x\",\"attributes\":{\"a\":[[1]]}}", "\"reason\":");
        yield return Bad("{\"id\":\"x\",\"title\":\"x\",\"attributes\":{\"\":1}}", "empty or overlong name");
        yield return Bad("{\"id\":\"x\",\"title\":\"x\",\"attributes\":{\"a\":NaN}}".Replace("NaN", "\"x\\ud800\"", StringComparison.Ordinal), "lone surrogate");
        yield return Bad($"{{\"id\":\"x\",\"title\":\"x\",\"attributes\":{{\"a\":\"{new string('v', 2_001)}\"}}}}", "2,000 characters");
        yield return Bad("{\"id\":\"x\",\"title\":\"x\",\"imageUrl\":\"javascript:alert(1)\"}", "imageUrl must be");
        yield return Bad("{\"id\":\"x\",\"title\":\"x\",\"imageUrl\":\"file:///etc/passwd\"}", "imageUrl must be");
        yield return Bad("{\"id\":\"x\",\"title\":\"x\",\"createdAt\":\"yesterday\"}", "createdAt is not an RFC 3339 time");
        yield return Bad("{\"id\":\"x\",\"title\":\"x\",\"createdAt\":1e99}", "createdAt is not an RFC 3339 time");
        yield return Bad("{\"id\":\"x\",\"title\":\"x\",\"createdAt\":\"0001-01-01T00:00:00+14:00\"}", "createdAt is not an RFC 3339 time");
        yield return HttpCase.Put("/v1/items", "[{\"id\":\"x\",\"title\":NaN}]", 400, NoJson);
        yield return HttpCase.Put("/v1/items", "[{\"id\":\"x\",\"title\":\"x\",\"attributes\":{\"year\":1e999999999999,\"n\":123456789012345678901234567890}}]", 200, "\"accepted\":1");
        yield return HttpCase.Put("/v1/items", "[{\"id\":\"early\",\"title\":\"x\",\"createdAt\":\"0001-01-01T00:00:00Z\"},{\"id\":\"late\",\"title\":\"x\",\"createdAt\":\"9999-12-31T23:59:59Z\"}]", 200, "\"accepted\":2");
        yield return HttpCase.Put("/v1/items", "[{\"id\":\"'); DROP TABLE items; --\",\"title\":\"'); DROP TABLE items; --\"}]", 200, "\"accepted\":1");
        yield return HttpCase.Put("/v1/items", "[{\"id\":\"nosuchfield\",\"title\":\"x\",\"vector\":[1,2,3],\"key\":1,\"seq\":9}]", 200, "\"accepted\":1");
    }

    private static IEnumerable<HttpCase> Users()
    {
        HttpCase Bad(string entry, string reason) => HttpCase.Put("/v1/users", $"[{entry}]", 200, reason) with { Name = $"user {(entry.Length > 90 ? entry[..90] : entry)}" };
        yield return Bad("null", "it is null");
        yield return Bad("{\"id\":\"\"}", "id is missing or empty");
        yield return Bad("{\"id\":\".\"}", "which no address can name");
        yield return Bad("{\"id\":[\"victim\"]}", "id has the wrong type");
        yield return Bad("{\"id\":\"x\",\"text\":{\"$ne\":null}}", "text has the wrong type");
        yield return Bad("{\"id\":\"x\",\"attributes\":\"admin\"}", "attributes has the wrong type");
        yield return Bad($"{{\"id\":\"x\",\"attributes\":{{{string.Join(',', Enumerable.Range(0, 65).Select(i => $"\"a{i}\":1"))}}}}}", "at most 64");
        yield return HttpCase.Put("/v1/users", "[{\"id\":\"Robert'); DROP TABLE users;--\",\"key\":1}]", 200, "\"accepted\":1");
        yield return HttpCase.Put("/v1/users", "[{\"id\":\"other\",\"attributes\":{\"n\":-1e-400,\"m\":1E+2147483648}}]", 200, "\"accepted\":1");
    }

    private static IEnumerable<HttpCase> Interactions()
    {
        HttpCase Bad(string fields, string reason) => HttpCase.Post("/v1/interactions", $"[{{\"userId\":\"h\",\"itemId\":\"alien\",\"type\":\"like\",{fields}}}]", 200, reason)
            with
        { Name = $"interaction {(fields.Length > 90 ? $"{fields[..60]}… ({fields.Length:n0})" : fields)}" };
        yield return Bad("\"value\":\"5\"", "value has the wrong type");
        yield return Bad("\"value\":1e999", "value");
        yield return Bad("\"value\":-1e999", "value");
        yield return Bad("\"value\":null", "value has the wrong type");
        yield return Bad("\"timestamp\":-1", "before 1970");
        yield return Bad("\"timestamp\":0", "order index");
        yield return Bad("\"timestamp\":1e300", "in the future");
        yield return Bad("\"timestamp\":1e999", "\"reason\":");
        yield return Bad("\"timestamp\":\"NaN\"", "neither Unix seconds nor");
        yield return Bad("\"timestamp\":\"Infinity\"", "neither Unix seconds nor");
        yield return Bad("\"timestamp\":\"9999-12-31T23:59:59Z\"", "in the future");
        yield return Bad("\"timestamp\":\"0001-01-01T00:00:00Z\"", "before 1970");
        yield return Bad("\"timestamp\":\"2024-02-30T00:00:00Z\"", "neither Unix seconds nor");
        yield return Bad("\"timestamp\":\"2024-01-01T00:00:00+99:99\"", "neither Unix seconds nor");
        yield return Bad("\"timestamp\":[]", "timestamp");
        yield return Bad("\"timestamp\":true", "timestamp");
        yield return Bad($"\"timestamp\":\"{new string('0', 100_000)}5\"", "order index");
        yield return Bad($"\"timestamp\":\"2024-01-01T00:00:00.{new string('9', 100_000)}Z\"", "\"re");
        yield return Bad("\"itemId\":\"' OR 1=1 --\"", "is not in the catalogue");
        yield return Bad("\"itemId\":5", "itemId has the wrong type");
        yield return Bad("\"userId\":null", "\"reason\":");
        yield return Bad("\"userId\":\"..\"", "which no address can name");
        yield return Bad("\"type\":\"like' --\"", "is not known; known:");
        yield return Bad($"\"type\":\"{new string('t', 900_000)}\"", "is not known");
    }

    private static IEnumerable<HttpCase> Impressions()
    {
        HttpCase Bad(string entry, string reason) => HttpCase.Post("/v1/impressions", $"[{entry}]", 200, reason) with { Name = $"impression {(entry.Length > 90 ? entry[..90] : entry)}" };
        yield return Bad("{\"recommendationId\":\"r\",\"items\":{}}", "items has the wrong type");
        yield return Bad("{\"recommendationId\":5,\"items\":[\"alien\"]}", "recommendationId has the wrong type");
        yield return Bad("{\"recommendationId\":\"r\",\"items\":[{\"id\":\"alien\",\"position\":1e99}]}", "\"reason\":");
        yield return Bad("{\"recommendationId\":\"r\",\"items\":[{\"id\":\"alien\",\"position\":-2147483649}]}", "\"reason\":");
        yield return Bad("{\"recommendationId\":\"r\",\"items\":[{\"id\":null}]}", "\"reason\":");
        yield return Bad("{\"recommendationId\":\"r\",\"items\":[[\"alien\"]]}", "\"reason\":");
        yield return Bad("{\"recommendationId\":\"r\",\"items\":[\"alien\\ud800\"]}", "lone surrogate");
        yield return Bad($"{{\"recommendationId\":\"r\",\"items\":[{string.Join(',', Enumerable.Repeat("\"alien\"", 1_001))}]}}", "1 to 1,000");
        yield return Bad("{\"recommendationId\":\"' OR 1=1 --\",\"items\":[\"nosuch\"]}", "is not in the catalogue");
    }

    private static IEnumerable<HttpCase> Many()
    {
        var ids = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"i{i}"));
        var repeated = string.Join('&', Enumerable.Range(0, 10_000).Select(i => $"exclude=i{i}"));
        yield return HttpCase.Get("10,000 ids to exclude", $"/v1/users/u/recommendations?exclude={ids}", 400, "exclude names 10,000 ids; at most 1,000 are taken.");
        yield return HttpCase.Get("10,000 ids to include", $"/v1/users/u/recommendations?include={ids}", 400, "include names 10,000 ids; at most 1,000 are taken.");
        yield return HttpCase.Get("10,000 parameters", $"/v1/users/u/recommendations?{repeated}", 400, "exclude names 10,000 ids; at most 1,000 are taken.");
        yield return HttpCase.Get("10,000 categories", $"/v1/search?q=heist&{repeated.Replace("exclude", "category", StringComparison.Ordinal)}", 400, "category names 10,000 values; at most 1,000 are taken.");
        yield return HttpCase.Get("10,000 unknown parameters", $"/v1/search?limit=1&q=heist&{string.Join('&', Enumerable.Range(0, 10_000).Select(i => $"p{i}=1"))}", 200, "\"id\":\"heist\"");
        yield return HttpCase.Get("100,000 commas", $"/v1/users/u/recommendations?exclude={new string(',', 100_000)}", 400, "at most 1,000 are taken");
        yield return HttpCase.Post("/v1/recommendations", $"{{\"filters\":{{\"attributes\":{{{string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"a{i}\":[\"x\"]"))}}}}}}}", 400, "filters.attributes names 10,000");
        yield return HttpCase.Post("/v1/recommendations", $"{{\"filters\":{{\"attributes\":{{\"directors\":[{string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"{i}\""))}]}}}}}}", 400, "filters.attributes.directors names 10,000");
        yield return HttpCase.Put("/v1/items", $"[{string.Join(',', Enumerable.Repeat("{}", 100_000))}]", 200, "\"rejectedCount\":100000");
    }

    private static IEnumerable<HttpCase> Methods()
    {
        foreach (var method in new[] { "TRACE", "PATCH", "PROPFIND", "FROBNICATE" })
        {
            yield return new HttpCase($"{method} an item", method, "/v1/items/alien", 405, "does not take that method");
        }

        yield return new HttpCase("POST to an item", "POST", "/v1/items/alien", 405, "does not take that method") { Body = "{}"u8.ToArray() };
    }

    private static byte[] Zip(byte[] content)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Optimal))
        {
            zip.Write(content);
        }

        return zipped.ToArray();
    }
}
