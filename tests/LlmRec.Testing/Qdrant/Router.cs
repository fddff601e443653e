using System.Text.Json.Nodes;
using LlmRec.Testing.Qdrant.Collections;
using LlmRec.Testing.Qdrant.Points;
using LlmRec.Testing.Qdrant.Queries;
using LlmRec.Testing.Qdrant.Wire;

namespace LlmRec.Testing.Qdrant;

/// <summary>From requests to operations.</summary>
internal sealed class Router(Storage storage, Cluster cluster, QdrantFaults faults, int defaultShards)
{
    /// <param name="method">The method.</param>
    /// <param name="path">The path's segments, decoded.</param>
    /// <param name="query">The parameters of the query.</param>
    /// <param name="body">The body.</param>
    public Answer Answer(string method, string[] path, IReadOnlyDictionary<string, string> query, string body)
    {
        if (query.GetValueOrDefault("timeout") == "0")
        {
            throw new QdrantError(400, "Deserialize error in query parameters: invalid value: integer `0`, expected a nonzero u64");
        }

        return path is ["collections", var name, .. var rest] && path is not ["collections", "aliases"]
            ? OfCollection(method, name, rest, query, body)
            : OfServer(method, path, query, body);
    }

    private Answer OfServer(string method, string[] path, IReadOnlyDictionary<string, string> query, string body) => (method, path) switch
    {
        ("GET", [""]) => new(200, new JsonObject { ["title"] = "qdrant - vector search engine", ["version"] = "1.18.3", ["commit"] = "db8fa43fcb6aedec1e739487e17a99731b74590a" }),
        ("GET", ["healthz" or "livez"]) => Wire.Answer.Plain("healthz check passed"),
        ("GET", ["readyz"]) => Wire.Answer.Plain("all shards are ready"),
        ("GET", ["collections"]) => Wire.Answer.Ok(new JsonObject
        {
            ["collections"] = new JsonArray([.. storage.Collections.Keys.Select(name => (JsonNode)new JsonObject { ["name"] = name })]),
        }),
        ("GET", ["aliases"]) => Aliases(_ => true),
        ("POST", ["collections", "aliases"]) => Wire.Answer.Ok(cluster.Agreed(
            () =>
            {
                storage.ChangeAliases(Request(body)["actions"] as JsonArray ?? []);
                return true;
            },
            query.GetValueOrDefault("timeout"))),
        ("GET", ["cluster"]) => Wire.Answer.Ok(new JsonObject { ["status"] = "disabled" }),
        ("GET", ["issues"]) => Wire.Answer.Ok(new JsonObject { ["issues"] = new JsonArray() }),
        ("GET", ["telemetry" or "metrics"]) => throw QdrantError.NotBuilt(path[0]),
        (_, ["snapshots", ..]) => throw QdrantError.NotBuilt("snapshots"),
        _ => Wire.Answer.Nothing(404),
    };

    private Answer OfCollection(string method, string name, string[] path, IReadOnlyDictionary<string, string> query, string body)
    {
        switch (method, path)
        {
            case ("GET", []):
                var asked = storage.Find(name);
                cluster.CheckRead(asked, query.GetValueOrDefault("consistency"));
                return Wire.Answer.Ok(asked.Info(faults.Indexing));
            case ("GET", ["exists"]):
                return Wire.Answer.Ok(new JsonObject { ["exists"] = storage.Exists(name) });
            case ("GET", ["cluster"]):
                return Wire.Answer.Ok(storage.Find(name).ClusterInfo());
            case ("GET", ["aliases"]):
                return Aliases(collection => collection == name);
            case ("PUT", []):
                return Wire.Answer.Ok(cluster.Agreed(
                    () =>
                    {
                        storage.Create(name, JsonBody.Parse(body), defaultShards);
                        return true;
                    },
                    query.GetValueOrDefault("timeout")));
            case ("PATCH", []):
                var changed = storage.Find(name);
                var changes = JsonBody.Parse(body);
                changed.Config.Apply(changes.Root as JsonObject ?? [], changes);
                return Wire.Answer.Ok(true);
            case ("DELETE", []):
                return Wire.Answer.Ok(cluster.Agreed(() => storage.Delete(name), query.GetValueOrDefault("timeout")));
            case ("PUT", ["index"]):
                return Done(cluster.Agreed(() => Index(name, JsonBody.Parse(body)), query.GetValueOrDefault("timeout")), query);
            case ("DELETE", ["index", var field]):
                var unindexed = storage.Find(name);
                unindexed.Indexes.Remove(field);
                return Done(unindexed.NextOperation(2), query);
            case (_, ["snapshots" or "shards" or "optimizations" or "vectors", ..]):
                _ = storage.Find(name);
                throw QdrantError.NotBuilt(path[0]);
            case ("POST", ["facet"]):
                var faceted = storage.Find(name);
                cluster.CheckRead(faceted, query.GetValueOrDefault("consistency"));
                var facet = JsonBody.Parse(body);
                return Wire.Answer.Ok(new PointReads(faceted, facet.End).Facet(facet.Root as JsonObject ?? []));
            case (_, ["points", ..]):
                return OfPoints(method, storage.Find(name), path[1..], query, body);
            default:
                return Wire.Answer.Nothing(404);
        }
    }

    private Answer OfPoints(string method, Collection collection, string[] path, IReadOnlyDictionary<string, string> query, string body)
    {
        if (method == "GET")
        {
            return path is [var id] ? Read(() => new PointReads(collection, "").One(PointId.Parse(id))) : Wire.Answer.Nothing(404);
        }

        var parsed = JsonBody.Parse(body);
        var request = parsed.Root as JsonObject ?? throw QdrantError.Format($"invalid type: {parsed.Root.Described()}, expected a map{parsed.End}");
        var writes = new PointWrites(collection, parsed.End, id => cluster.Reaches(collection, id));
        var reads = new PointReads(collection, parsed.End);
        var queries = new QueryRunner(collection, parsed.End);
        return (method, path) switch
        {
            ("PUT", []) => Write(() => writes.Upsert(request)),
            ("POST", ["delete"]) => Write(() => writes.Delete(request)),
            ("PUT", ["vectors"]) => Write(() => writes.UpdateVectors(request)),
            ("POST", ["payload"]) => Write(() => writes.SetPayload(request)),
            ("PUT", ["payload"]) => Write(() => writes.ReplacePayload(request)),
            ("POST", ["payload", "delete"]) => Write(() => writes.DeletePayload(request)),
            ("POST", ["payload", "clear"]) => Write(() => writes.ClearPayload(request)),
            ("POST", ["batch"]) => Batch(),
            ("POST", []) => Read(() => reads.Some(request)),
            ("POST", ["count"]) => Read(() => new JsonObject { ["count"] = reads.Count(request) }),
            ("POST", ["scroll"]) => Read(() => reads.Scroll(request)),
            ("POST", ["query"]) => Read(() => queries.Run(request)),
            ("POST", ["query", "batch"]) => Read(() => new JsonArray([.. (request["searches"] as JsonArray ?? []).OfType<JsonObject>().Select(queries.Run)])),
            ("POST", ["query", "groups"]) => Read(() => queries.Groups(request)),
            ("POST", ["search"]) => Read(() => queries.Search(request)),
            (_, ["vectors", "delete"] or ["search", ..] or ["recommend", ..] or ["discover", ..]) => throw QdrantError.NotBuilt(string.Join('/', path)),
            _ => Wire.Answer.Nothing(404),
        };

        Answer Read(Func<JsonNode> read)
        {
            cluster.CheckRead(collection, query.GetValueOrDefault("consistency"));
            return Wire.Answer.Ok(read());
        }

        Answer Write(Func<ulong> write)
        {
            var operation = write();
            cluster.CheckWritten(collection);
            return Done(operation, query);
        }

        Answer Batch()
        {
            var operations = writes.Batch(request);
            cluster.CheckWritten(collection);
            return Wire.Answer.Ok(new JsonArray([.. operations.Select(o => Result(o, query))]));
        }
    }

    private ulong Index(string name, JsonBody body)
    {
        var collection = storage.Find(name);
        var request = body.Root as JsonObject ?? [];
        var field = request["field_name"].TryText(out var given) ? given : throw QdrantError.Format($"missing field `field_name`{body.End}");
        collection.Indexes[field] = PayloadIndex.Parse(request["field_schema"], body.End);
        return collection.NextOperation(2);
    }

    private Answer Aliases(Func<string, bool> of) => Wire.Answer.Ok(new JsonObject
    {
        ["aliases"] = new JsonArray([.. storage.Aliases.Where(a => of(a.Value)).Select(a => (JsonNode)new JsonObject { ["alias_name"] = a.Key, ["collection_name"] = a.Value })]),
    });

    private static JsonObject Request(string body) => JsonBody.Parse(body).Root as JsonObject ?? [];

    private static Answer Done(ulong operation, IReadOnlyDictionary<string, string> query) => Wire.Answer.Ok(Result(operation, query));

    private static JsonObject Result(ulong operation, IReadOnlyDictionary<string, string> query) =>
        new JsonObject { ["operation_id"] = operation, ["status"] = query.GetValueOrDefault("wait") == "true" ? "completed" : "acknowledged" };
}
