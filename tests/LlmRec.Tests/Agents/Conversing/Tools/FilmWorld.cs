using System.Text.Json;
using LlmRec.Agents;
using LlmRec.Agents.Conversing;
using LlmRec.Catalog.Items;
using LlmRec.Language;
using LlmRec.Tests.Recommending;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LlmRec.Tests.Agents.Conversing.Tools;

/// <summary>A service with a few films, whose conversations are held by a model.</summary>
internal static class FilmWorld
{
    public const string Key = "shop";

    public static async Task<World> OpenAsync(IChatClient? model, IReadOnlyDictionary<string, string?>? settings = null, World? beside = null, params Item[] further)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["LlmRec:Chat:Policy"] = "tools" })
            .AddInMemoryCollection(settings ?? new Dictionary<string, string?>())
            .Build();
        var world = await World.OpenAsync(beside, change: services =>
        {
            services.AddAgents(configuration);
            services.Replace(ServiceDescriptor.Singleton(ConfiguredLanguage.By(model)));
        });
        if (beside is null)
        {
            await world.ItemsAsync([.. Films, .. further]);
            foreach (var (film, i) in Films.Concat(further).Select((f, i) => (f, i)))
            {
                await world.VectorAsync(film.Id, 1, i / 10f, film.Categories.Contains("Sci-Fi") ? 2 : 0, film.Categories.Contains("Western") ? 2 : 0);
            }

            await world.LikesAsync("eve", "aliens", "heist");
        }

        return world;
    }

    public static async Task<ChatAnswer> SayAsync(World world, string message, string? conversation = null, string? user = null, bool trace = true, CancellationToken cancellationToken = default) =>
        (await world.Get<Conversations>().SayAsync(new(message, conversation, user, trace), Key, cancellationToken))!;

    public static Item Film(string id, string title, int year, string text, string director, params string[] categories) => new()
    {
        Id = id,
        Title = title,
        Text = text,
        Categories = categories,
        Attributes = JsonSerializer.Deserialize<Dictionary<string, AttributeValue>>($$"""{"year":{{year}},"runtime":{{80 + title.Length}},"directors":["{{director}}"]}""")!,
    };

    private static Item[] Films { get; } =
    [
        Film("alien", "Alien", 1979, "The crew of a space tug meets a hostile creature.", "Ridley Scott", "Horror", "Sci-Fi"),
        Film("aliens", "Aliens", 1986, "Marines return to the moon where the creature was found.", "James Cameron", "Action", "Sci-Fi"),
        Film("terminator", "The Terminator", 1984, "A machine is sent back in time to kill a waitress.", "James Cameron", "Action", "Sci-Fi"),
        Film("blade-runner", "Blade Runner", 1982, "A detective hunts artificial people in a rainy city.", "Ridley Scott", "Sci-Fi", "Noir"),
        Film("amelie", "Amélie", 2001, "A shy waitress changes the lives of those around her.", "Jean-Pierre Jeunet", "Comedy", "Romance"),
        Film("totoro", "My Neighbour Totoro", 1988, "Two sisters meet the spirits of the forest.", "Hayao Miyazaki", "Animation", "Family"),
        Film("heist", "The Long Heist", 1999, "Thieves plan one last job that goes wrong.", "Ann Other", "Crime"),
        Film("ride", "The Last Ride", 1992, "An old gunman comes back for one last job.", "Ann Other", "Western"),
        Film("thing-old", "The Thing", 1982, "A shape from the ice takes the form of its victims.", "John Carpenter", "Horror", "Sci-Fi"),
        Film("thing-new", "The Thing", 2011, "Another crew meets what sleeps in the ice.", "Matthijs van Heijningen", "Horror", "Sci-Fi"),
    ];
}
