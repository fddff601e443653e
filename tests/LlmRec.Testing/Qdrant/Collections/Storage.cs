using System.Text.Json.Nodes;
using LlmRec.Testing.Qdrant.Wire;

namespace LlmRec.Testing.Qdrant.Collections;

/// <summary>All collections and aliases of a server.</summary>
internal sealed class Storage
{
    public SortedDictionary<string, Collection> Collections { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Aliases { get; } = new(StringComparer.Ordinal);

    /// <summary>A collection by its name or an alias.</summary>
    public Collection Find(string name) => Collections.GetValueOrDefault(Aliases.GetValueOrDefault(name, name)) ?? throw QdrantError.NoCollection(name);

    public bool Exists(string name) => Collections.ContainsKey(Aliases.GetValueOrDefault(name, name));

    /// <summary>Makes a collection.</summary>
    public void Create(string name, JsonBody body, int defaultShards)
    {
        CheckName(name);
        var config = new CollectionConfig(body, defaultShards);
        if (Collections.ContainsKey(name))
        {
            throw AlreadyExists(name);
        }

        if (Aliases.ContainsKey(name))
        {
            throw QdrantError.WrongInput($"Can't create collection with name {name}. Alias with the same name already exists");
        }

        Collections[name] = new(name, config);
    }

    /// <summary>Deletes a collection, and the aliases to it; not through an alias.</summary>
    public bool Delete(string name)
    {
        foreach (var alias in Aliases.Where(a => a.Value == name).Select(a => a.Key).ToList())
        {
            Aliases.Remove(alias);
        }

        return Collections.Remove(name);
    }

    /// <summary>Changes aliases one by one: what precedes a bad action stays.</summary>
    public void ChangeAliases(JsonArray actions)
    {
        foreach (var action in actions.OfType<JsonObject>())
        {
            if (action["create_alias"] is JsonObject create)
            {
                CreateAlias(Name(create, "alias_name"), Name(create, "collection_name"));
            }
            else if (action["delete_alias"] is JsonObject delete)
            {
                Aliases.Remove(Name(delete, "alias_name"));
            }
            else if (action["rename_alias"] is JsonObject rename)
            {
                var old = Name(rename, "old_alias_name");
                Aliases[Name(rename, "new_alias_name")] = Aliases.Remove(old, out var collection)
                    ? collection
                    : throw QdrantError.NotFound($"Alias {old} does not exists!");
            }
            else
            {
                throw QdrantError.Format("data did not match any variant of untagged enum AliasOperations");
            }
        }
    }

    private void CreateAlias(string alias, string collection)
    {
        if (!Collections.ContainsKey(collection))
        {
            throw QdrantError.NoCollection(collection);
        }

        if (Collections.ContainsKey(alias))
        {
            throw AlreadyExists(alias);
        }

        Aliases[alias] = collection;
    }

    private static void CheckName(string name)
    {
        var fault = name.Contains('/', StringComparison.Ordinal) ? "collection name cannot contain \"/\" char"
            : name.Length > 255 ? $"value \"{name}\" invalid, must be from 1 to 255 characters"
            : null;
        if (fault is not null)
        {
            throw new QdrantError(422, $"Validation error in path parameters: [collection_name: {fault}]");
        }
    }

    private static string Name(JsonObject action, string field) =>
        action[field].TryText(out var name) ? name : throw QdrantError.Format($"missing field `{field}`");

    private static QdrantError AlreadyExists(string name) => QdrantError.Conflict($"Collection `{name}` already exists!");
}
