using LlmRec.Testing;

namespace LlmRec.Tests.Vectors.Qdrant;

/// <summary>Holds the stand-in server to what a real Qdrant 1.18.3 answered.</summary>
public sealed class ReplayTests(Replay replay) : IClassFixture<Replay>
{
    /// <summary>What the stand-in leaves out, by scenario and step.</summary>
    private static readonly string[] NotBuilt =
    [
        "service 4, /telemetry", "service 5, /metrics",
        "queries 41, context", "queries 48, diverse (mmr)", "queries 49, formula", "queries 50, formula with decay over years",
    ];

    [SharedFact("specs/qdrant-recorded")]
    public void Collections_are_as_recorded() => AssertAsRecorded("collections", 42);

    [SharedFact("specs/qdrant-recorded")]
    public void Payload_indexes_are_as_recorded() => AssertAsRecorded("indexes", 21);

    [SharedFact("specs/qdrant-recorded")]
    public void Points_are_as_recorded() => AssertAsRecorded("points", 48);

    [SharedFact("specs/qdrant-recorded")]
    public void Filters_are_as_recorded() => AssertAsRecorded("filters", 58);

    [SharedFact("specs/qdrant-recorded")]
    public void Aliases_are_as_recorded() => AssertAsRecorded("aliases", 45);

    [SharedFact("specs/qdrant-recorded")]
    public void Keys_are_as_recorded() => AssertAsRecorded("auth", 17);

    [SharedFact("specs/qdrant-recorded")]
    public void Queries_are_as_recorded() => AssertAsRecorded("queries", 66);

    [SharedFact("specs/qdrant-recorded")]
    public void The_service_itself_is_as_recorded() => AssertAsRecorded("service", 10);

    [SharedFact("specs/qdrant-recorded")]
    public void What_is_left_out_says_so_and_is_listed() =>
        Assert.Equal(NotBuilt, replay.Steps.Where(s => s.IsNotBuilt).Select(s => s.Name));

    [SharedFact("specs/qdrant-recorded")]
    public void What_the_real_one_carried_out_is_as_its_document_says_but_for_a_field_it_ignores() =>
        Assert.Equal(["post /collections/{collection_name}/points/query: NoAdditionalPropertiesAllowed: #/wibble"], replay.Violations);

    private void AssertAsRecorded(string scenario, int count)
    {
        var steps = replay.Steps.Where(s => s.Scenario == scenario && !s.IsNotBuilt).ToList();
        var differences = steps.Where(s => s.Difference is not null).Select(s => $"{s.Name}: {s.Difference}").ToList();
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.Equal(count, steps.Count);
    }
}
