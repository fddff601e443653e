namespace LlmRec.Learning.Models.Fusion;

/// <summary>
/// The loss that the weights minimise: the mean negative log-probability of the targets under a softmax over their lists
/// (ListNet's top-one loss with one relevant item; Cao et al., ICML 2007, §4), with a quadratic hold. Convex in the weights.
/// </summary>
internal sealed class ListwiseLoss
{
    // Sums are made in a fixed number of parts and added in order: the same bits on any number of threads.
    private const int Parts = 16;

    private readonly FusionWeights _layout;
    private readonly Context _context;
    private readonly double _hold;
    private readonly Prepared[] _lists;
    private readonly double _total;
    private readonly ParallelOptions _parallel;

    /// <param name="members">The members.</param>
    /// <param name="context">What is known of items.</param>
    /// <param name="lists">The lists; those without their target say nothing and are left out.</param>
    /// <param name="hold">The hold on a base weight, in lists.</param>
    /// <param name="threads">Threads at most.</param>
    public ListwiseLoss(IReadOnlyList<MemberScale> members, Context context, IEnumerable<CandidateList> lists, double hold, int threads)
    {
        _layout = new(members.Count * FusionMember.Features);
        _context = context;
        _lists = [.. lists.Where(l => l.Target >= 0).Select(l => new Prepared(l, FeaturesOf(members, l)))];
        _total = Math.Max(1e-9, _lists.Sum(l => l.List.Weight));
        _hold = hold / _total;
        _parallel = new() { MaxDegreeOfParallelism = threads };
    }

    /// <summary>How many lists are learned from.</summary>
    public int Lists => _lists.Length;

    /// <summary>The weights of least loss.</summary>
    public FusionWeights Minimise(CancellationToken cancellationToken)
    {
        ProjectedLbfgs.Minimise(Of, _layout.Values, _layout.Lower, 150, 1e-5, cancellationToken);
        return _layout;
    }

    /// <summary>The loss and its gradient.</summary>
    public double Of(ReadOnlySpan<double> values, Span<double> gradient)
    {
        var at = values.ToArray();
        var losses = new double[Parts];
        var gradients = new double[Parts][];
        Parallel.For(0, Parts, _parallel, part =>
        {
            gradients[part] = new double[at.Length];
            for (var i = part; i < _lists.Length; i += Parts)
            {
                losses[part] += One(_lists[i], at, gradients[part]);
            }
        });
        gradient.Clear();
        foreach (var part in gradients)
        {
            System.Numerics.Tensors.TensorPrimitives.Add(gradient, part, gradient);
        }

        var loss = losses.Sum() / _total;
        for (var i = 0; i < at.Length; i++)
        {
            var stiffness = _hold * _layout.Stiffness(i);
            loss += stiffness * at[i] * at[i];
            gradient[i] = (gradient[i] / _total) + (2 * stiffness * at[i]);
        }

        return loss;
    }

    /// <summary>The candidates' scores in a list.</summary>
    public static double[] Scores(FusionWeights layout, ReadOnlySpan<double> values, Context context, CandidateList list, float[] features)
    {
        var scores = new double[list.Items.Length];
        // By kind of item: the weights of all features, so that the inner loop is a plain dot product.
        var weights = new double[Context.Items.Count][];
        for (var kind = 0; kind < weights.Length; kind++)
        {
            weights[kind] = new double[layout.Features];
            for (var f = 0; f < layout.Features; f++)
            {
                weights[kind][f] = FusionWeights.Of(values, f, list.UserKind, kind);
            }
        }

        for (var c = 0; c < scores.Length; c++)
        {
            var item = list.Items[c];
            var weight = weights[context.ItemKinds[item]];
            var row = features.AsSpan(c * layout.Features, layout.Features);
            var score = 0.0;
            for (var f = 0; f < row.Length; f++)
            {
                score += row[f] * weight[f];
            }

            for (var fact = 0; fact < context.ItemFacts.Length; fact++)
            {
                score += context.ItemFacts[fact][item] * values[layout.FactAt(fact)];
            }

            scores[c] = score;
        }

        return scores;
    }

    /// <summary>Candidate × feature.</summary>
    public static float[] FeaturesOf(IReadOnlyList<MemberScale> members, CandidateList list)
    {
        var width = members.Count * FusionMember.Features;
        var features = new float[list.Items.Length * width];
        var (prepared, share, strength) = (new float[list.Items.Length], new float[list.Items.Length], new float[list.Items.Length]);
        for (var m = 0; m < members.Count; m++)
        {
            for (var c = 0; c < prepared.Length; c++)
            {
                prepared[c] = list.Prepared[(c * members.Count) + m];
            }

            members[m].Featurise(prepared, list.Best[m], share, strength);
            for (var c = 0; c < prepared.Length; c++)
            {
                features[(c * width) + (m * FusionMember.Features)] = share[c];
                features[(c * width) + (m * FusionMember.Features) + 1] = strength[c];
            }
        }

        return features;
    }

    private double One(Prepared prepared, double[] at, double[] gradient)
    {
        var list = prepared.List;
        var scores = Scores(_layout, at, _context, list, prepared.Features);
        var own = scores[list.Target];
        var most = scores.Max();
        var sum = 0.0;
        for (var c = 0; c < scores.Length; c++)
        {
            scores[c] = Math.Exp(scores[c] - most);
            sum += scores[c];
        }

        // By kind of item and feature: the gradient before it is handed on, so that handing on costs little.
        var sums = new double[Context.Items.Count][];
        for (var kind = 0; kind < sums.Length; kind++)
        {
            sums[kind] = new double[_layout.Features];
        }

        for (var c = 0; c < scores.Length; c++)
        {
            var item = list.Items[c];
            var amount = list.Weight * ((scores[c] / sum) - (c == list.Target ? 1 : 0));
            var kindSums = sums[_context.ItemKinds[item]];
            var row = prepared.Features.AsSpan(c * _layout.Features, _layout.Features);
            for (var f = 0; f < row.Length; f++)
            {
                kindSums[f] += amount * row[f];
            }

            for (var fact = 0; fact < _context.ItemFacts.Length; fact++)
            {
                gradient[_layout.FactAt(fact)] += amount * _context.ItemFacts[fact][item];
            }
        }

        for (var kind = 0; kind < sums.Length; kind++)
        {
            for (var f = 0; f < _layout.Features; f++)
            {
                FusionWeights.AddGradient(gradient, f, list.UserKind, kind, sums[kind][f]);
            }
        }

        return list.Weight * (Math.Log(sum) + most - own);
    }

    private sealed record Prepared(CandidateList List, float[] Features);
}
