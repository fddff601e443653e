namespace LlmRec.EndToEnd;

/// <summary>A few films to try things on.</summary>
internal static class Films
{
    public static object[] All { get; } =
    [
        Film("alien", "Alien", "The crew of a space tug meets a hostile creature.", ["Horror", "Sci-Fi"], 1979, "Ridley Scott"),
        Film("aliens", "Aliens", "Marines return to the moon where the creature was found.", ["Action", "Sci-Fi"], 1986, "James Cameron"),
        Film("terminator", "The Terminator", "A machine is sent back in time to kill a waitress.", ["Action", "Sci-Fi"], 1984, "James Cameron"),
        Film("blade-runner", "Blade Runner", "A detective hunts artificial people in a rainy city.", ["Sci-Fi", "Noir"], 1982, "Ridley Scott"),
        Film("amelie", "Amélie", "A shy waitress changes the lives of those around her.", ["Comedy", "Romance"], 2001, "Jean-Pierre Jeunet"),
        Film("totoro", "My Neighbour Totoro", "Two sisters meet the spirits of the forest.", ["Animation", "Family"], 1988, "Hayao Miyazaki"),
        Film("spirited", "千と千尋の神隠し", "A girl works in a bathhouse for spirits.", ["Animation", "Fantasy"], 2001, "Hayao Miyazaki"),
        Film("heist", "The Long Heist", "Thieves plan one last job that goes wrong.", ["Crime"], 1999, "Ann Other"),
    ];

    private static object Film(string id, string title, string text, string[] categories, int year, string director) =>
        new { id, title, text, categories, attributes = new { year, directors = new[] { director } } };
}
