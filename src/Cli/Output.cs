using System.Text.Encodings.Web;
using System.Text.Json;
using LlmRec.Recommending.Pipeline;
using Spectre.Console;

namespace LlmRec.Cli;

/// <summary>What a command says: on stdout the answer, as a table or as one JSON document; everything else on stderr.</summary>
internal sealed class Output(bool json)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly IAnsiConsole _answers = Consoles.On(Console.Out, Console.IsOutputRedirected);

    /// <summary>A console on stderr, for progress and remarks.</summary>
    public IAnsiConsole Remarks { get; } = Consoles.On(Console.Error, Console.IsErrorRedirected);

    /// <summary>Prints the answer.</summary>
    /// <param name="document">The answer, for <c>--json</c>.</param>
    /// <param name="forPeople">Prints it for people.</param>
    public void Answer(object document, Action<IAnsiConsole> forPeople)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(document, Indented));
        }
        else
        {
            forPeople(_answers);
        }
    }

    /// <summary>Runs work and shows how far it is on stderr: a bar on a terminal, else a line now and then.</summary>
    /// <param name="work">The work; it is handed a function that takes what is being done, done, total, and a rate a second.</param>
    /// <param name="time">The clock.</param>
    public Task<T> WithProgressAsync<T>(Func<Action<string, long, long, double?>, Task<T>> work, TimeProvider time) => Console.IsErrorRedirected
        ? work(new ProgressLines(Remarks, time).Tell)
        : Remarks.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask("starting…");
                return await work((what, done, total, rate) =>
                {
                    bar.Description = Markup.Escape(ProgressLines.Of(what, done, total, rate));
                    bar.MaxValue = Math.Max(1, total);
                    bar.Value = done;
                });
            });

    /// <summary>Prints a list of items.</summary>
    public void Answer(RecommendationList list)
    {
        Answer(list, console => Print(console, list));
        foreach (var unknown in list.UnknownItems ?? [])
        {
            Remarks.MarkupLineInterpolated($"[yellow]There is no item '{unknown}'; it was left out of account.[/]");
        }

        foreach (var fault in list.Faults ?? [])
        {
            Remarks.MarkupLineInterpolated($"[yellow]Left out: {fault.Part} {fault.Reason}[/]");
        }
    }

    /// <summary>Says what went wrong: on stderr, and with <c>--json</c> as the document on stdout too.</summary>
    public void Error(string message)
    {
        Remarks.MarkupLineInterpolated($"[red]{message}[/]");
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new { error = message }, Indented));
        }
    }

    private static void Print(IAnsiConsole console, RecommendationList list)
    {
        if (list.Items.Count == 0)
        {
            console.MarkupLine("[grey]Nothing found.[/]");
        }

        for (var i = 0; i < list.Items.Count; i++)
        {
            var item = list.Items[i];
            console.MarkupLineInterpolated($"{i + 1,3}. [bold]{item.Title}[/]  [grey]{item.Score:0.000} · {item.Id} · {string.Join(", ", item.Channels)}[/]");
            foreach (var reason in item.Reasons)
            {
                console.MarkupLineInterpolated($"     [grey]{reason.Text}[/]");
            }
        }
    }
}
