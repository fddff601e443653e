using System.Text;

namespace LlmRec.EndToEnd.Hostile;

/// <summary>A hostile request and what is to come of it.</summary>
/// <param name="Name">What it tries.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">Path and query, as sent.</param>
/// <param name="Status">The status that it must get.</param>
/// <param name="Says">What the answer must say; of a problem, its detail.</param>
public sealed record HttpCase(string Name, string Method, string Path, int Status, string Says)
{
    public byte[]? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    public static HttpCase Get(string name, string path, int status, string says) => new(name, "GET", path, status, says);

    public static HttpCase Post(string path, string body, int status, string says) =>
        new($"POST {path} {Shown(body)}", "POST", path, status, says) { Body = Encoding.UTF8.GetBytes(body) };

    public static HttpCase Put(string path, string body, int status, string says) =>
        Post(path, body, status, says) with { Name = $"PUT {path} {Shown(body)}", Method = "PUT" };

    private static string Shown(string body) => body.Length <= 100 ? body : $"{body[..60]}… ({body.Length:n0})";
}
