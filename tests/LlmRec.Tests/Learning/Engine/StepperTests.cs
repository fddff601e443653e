using LlmRec.Learning.Engine.Graphs;
using LlmRec.Learning.Engine.Losses;
using LlmRec.Learning.Engine.Optimisers;
using LlmRec.Learning.Engine.Training;

namespace LlmRec.Tests.Learning.Engine;

public sealed class StepperTests
{
    private const int Items = 40;
    private const int Width = 8;
    private const int Batch = 16;

    [Fact]
    public void The_update_in_the_graph_is_that_of_the_host()
    {
        using var host = new Run(inGraph: false, Settings(shards: 1));
        using var graph = new Run(inGraph: true, Settings(shards: 1));

        for (var step = 0; step < 30; step++)
        {
            var (one, other) = (host.Step(step), graph.Step(step));
            Assert.Equal(one.Loss, other.Loss, 4);
            Assert.Equal(one.Norm, other.Norm, 3);
        }

        Assert.All(host.Weights.Learning, w => Assert.All(w.Values.Zip(graph.Weights[w.Spec.Name].Values), p => Assert.Equal(p.First, p.Second, 3)));
    }

    [Fact]
    public void Adding_up_rows_in_the_graph_loses_none_where_the_runtime_would()
    {
        // Every one of 40,000 lookups is of one of three rows: 320,000 numbers, beyond what one scatter adds up rightly.
        const int lookups = 40_000;
        var tape = new Tape("rows", training: true);
        var table = tape.Parameter("table", Initial.Zeros, false, 3, Width);
        tape.DifferentiateAndUpdate(tape.SumAll(tape.Lookup(table, tape.Integers("ids", lookups))), new(0), clipNorm: 1e9f);
        var graph = tape.Build();
        using var weights = Weights.Create(graph.Parameters, new Dictionary<string, float[]>(), seed: 1);
        using var stepper = new GraphStepper(graph, weights, Settings(shards: 1), TestSessions.Create());

        var result = stepper.Step(0, 0.1f, (_, run) =>
        {
            var ids = run.Integers("ids");
            for (var i = 0; i < ids.Length; i++)
            {
                ids[i] = i % 3;
            }

            return ids.Length;
        });

        Assert.Equal(Math.Sqrt(Width * (2 * Math.Pow(13_333, 2) + Math.Pow(13_334, 2))), result.Norm, 0);
    }

    [Fact]
    public void A_run_sees_weights_that_changed_in_place_where_they_are_bound_once_and_where_before_every_run()
    {
        var tape = new Tape("twice", training: false);
        tape.Output("twice", tape.Scale(tape.Frozen("x", 1, 2), 2));
        var graph = tape.Build();
        float[] x = [1, 2];
        using var session = TestSessions.Create().Open(graph.Model, "twice");
        using var weights = Weights.Create(graph.Parameters, new Dictionary<string, float[]> { ["x"] = x }, seed: 1);
        using var once = new GraphRun(session, graph, weights, copies: false);
        using var often = new GraphRun(session, graph, weights, copies: true);

        for (var i = 0; i < 3; i++)
        {
            x[0]++;
            once.Run();
            often.Run();
            Assert.Equal([2 * x[0], 4], once.Floats("twice"));
            Assert.Equal(once.Floats("twice"), often.Floats("twice"));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Shards_add_up_to_the_whole_batch_on_any_number_of_threads(bool muon)
    {
        var settings = Settings(shards: 4) with { Muon = muon ? new MuonSettings(0.01f) : null };
        using var one = new Run(inGraph: false, settings with { Threads = 1 });
        using var four = new Run(inGraph: false, settings with { Threads = 4 });

        for (var step = 0; step < 10; step++)
        {
            one.Step(step);
            four.Step(step);
        }

        Assert.All(one.Weights.Learning, w => Assert.Equal(w.Values, four.Weights[w.Spec.Name].Values));
    }

    [Fact]
    public void Muon_learns()
    {
        using var run = new Run(inGraph: false, Settings(shards: 1) with { Muon = new MuonSettings(0) });
        var first = run.Step(0).Loss;
        for (var step = 1; step < 60; step++)
        {
            run.Step(step);
        }

        Assert.True(run.Step(60).Loss < first / 2);
    }

    [Fact]
    public void A_long_gradient_is_cut_to_its_limit()
    {
        using var free = new Run(inGraph: false, Settings(shards: 1) with { Optimiser = new(0, Beta1: 0, Beta2: 0, Epsilon: 1e6f) });
        using var cut = new Run(inGraph: false, Settings(shards: 1) with { Optimiser = new(0, Beta1: 0, Beta2: 0, Epsilon: 1e6f), ClipNorm = 0.01 });
        var before = free.Weights["map"].Values[0];

        // With so large an ε, AdamW's step is the gradient over ε.
        var norm = free.Step(0).Norm;
        cut.Step(0);

        Assert.True(norm > 0.05);
        Assert.Equal((free.Weights["map"].Values[0] - before) * 0.01 / norm, cut.Weights["map"].Values[0] - before, 6);
    }

    private static StepperSettings Settings(int shards) => new() { Seed = 1, Shards = shards, Threads = 2, ClipNorm = 5, Optimiser = new(0.1f) };

    /// <summary>A small network that learns a fixed map of items.</summary>
    private sealed class Run : IDisposable
    {
        private readonly int _shards;
        private readonly IStepper _stepper;

        public Run(bool inGraph, StepperSettings settings)
        {
            _shards = settings.Shards;
            var tape = new Tape("small", training: true);
            var table = tape.Parameter("table", Initial.Normal(0.5f), false, Items, Width);
            var x = tape.Dropout(tape.Lookup(table, tape.Integers("items", Batch)), 0.1f);
            var hidden = tape.MatMul(tape.Tanh(x), tape.HiddenMatrix("map", Initial.Normal(0.3f), Width, Width));
            var targets = tape.Integers("targets", Batch);
            var loss = Loss.FullSoftmax(tape, hidden, table, targets, tape.Lookup(table, targets), tape.Floats("weights", Batch, 1));
            if (inGraph)
            {
                tape.DifferentiateAndUpdate(loss, settings.Optimiser, (float)settings.ClipNorm);
            }
            else
            {
                tape.Differentiate(loss);
            }

            var graph = tape.Build();
            Weights = Weights.Create(graph.Parameters, new Dictionary<string, float[]>(), seed: 1);
            _stepper = inGraph
                ? new GraphStepper(graph, Weights, settings, TestSessions.Create())
                : new HostStepper(graph, Weights, settings, TestSessions.Create());
        }

        public Weights Weights { get; }

        public StepResult Step(int step) => _stepper.Step(step, 0.02f, (shard, run) =>
        {
            var random = new Random((step * 100) + shard);
            var (items, targets, weights) = (run.Integers("items"), run.Integers("targets"), run.Floats("weights"));
            for (var i = 0; i < Batch; i++)
            {
                items[i] = random.Next(Items);
                (targets[i], weights[i]) = ((items[i] + 1) % Items, 1f / (Batch * _shards));
            }

            return Batch;
        });

        public void Dispose()
        {
            _stepper.Dispose();
            Weights.Dispose();
        }
    }
}
