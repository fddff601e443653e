using System.Text.Json;

namespace LlmRec.Embedding.Pull;

/// <summary>
/// Pulls a model from a hub: into a folder beside the target, which takes the target's place when all files are here,
/// checked, and tried. What an interrupted pull fetched is gone on from.
/// </summary>
public sealed class ModelPull
{
    /// <summary>The file in the folder that says where it came from, with the hash of each file.</summary>
    public const string OriginFile = "pull.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    /// <param name="http">A client that does not follow redirects (see <see cref="CreateClient"/>).</param>
    /// <param name="time">The time, for pauses.</param>
    public ModelPull(HttpClient http, TimeProvider time)
    {
        _http = http;
        _time = time;
    }

    /// <summary>A client as a pull needs it: redirects are followed by the pull itself, and large files take as long as they take.</summary>
    public static HttpClient CreateClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(15) })
    {
        // Until an answer begins; how long its content takes is watched by the download.
        Timeout = TimeSpan.FromSeconds(60),
        DefaultRequestHeaders = { { "User-Agent", "LlmRec" } },
    };

    /// <summary>Pulls.</summary>
    /// <param name="request">What, from where, to where.</param>
    /// <param name="test">Tries the folder before it is put in place; throws if it is not usable. Given the kind and the folder.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Stops it; what arrived stays for the next time.</param>
    /// <exception cref="PullException">It can't be pulled; the message says why.</exception>
    public async Task<PulledModel> PullAsync(
        PullRequest request, Func<string, string, CancellationToken, Task> test, Action<PullProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(progress);
        try
        {
            var hub = new Hub(_http, request);
            var listing = await hub.ListAsync(cancellationToken);
            return await PullAsync(request, hub, listing, test, progress, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or TransientHubException or TaskCanceledException { InnerException: TimeoutException })
        {
            throw new PullException($"{request.Endpoint.Host} can't be reached: {e.Message} Check the network, or name another hub with --endpoint or HF_ENDPOINT.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PullException($"The files can't be written: {e.Message} What arrived stays; make room or choose another folder with --out, and give the same command again.");
        }
    }

    private async Task<PulledModel> PullAsync(
        PullRequest request, Hub hub, HubListing listing, Func<string, string, CancellationToken, Task> test, Action<PullProgress> progress, CancellationToken cancellationToken)
    {
        var (kind, files) = NeededFiles.Of(listing, request);
        var target = Path.GetFullPath(request.Target ?? Path.Combine("models", kind == "encoder" ? "encoders" : "llm", request.Model.Name));
        if (Path.Exists(target) && !request.Replace)
        {
            throw new PullException($"There is something at {target} already. Choose another folder with --out, or replace it with --force.");
        }

        using var staging = Staging.Open(target, $"{listing.Commit} {request.Weights} {request.Subfolder}");
        var total = files.Sum(f => f.File.Size);
        var done = 0L;
        var download = new FileDownload(hub, listing.Commit, _time);
        foreach (var (path, file) in files)
        {
            await download.FetchAsync(file, Path.Combine(staging.Files, path), here => progress(new(path, done + here, total)), cancellationToken);
            done += file.Size;
        }

        var pulled = new PulledModel(kind, listing.Commit, target, [.. files.Select(f => f.File with { Name = f.Path })]);
        await WriteOriginAsync(request, pulled, staging.Files, cancellationToken);
        await test(kind, staging.Files, cancellationToken);
        staging.PutInPlace();
        return pulled;
    }

    private static async Task WriteOriginAsync(PullRequest request, PulledModel pulled, string folder, CancellationToken cancellationToken)
    {
        var hashes = new Dictionary<string, string>();
        foreach (var file in pulled.Files)
        {
            hashes[file.Name] = await FileCheck.Sha256Async(Path.Combine(folder, file.Name), cancellationToken);
        }

        var origin = new { Endpoint = request.Endpoint.GetLeftPart(UriPartial.Path), Model = $"{request.Model.Owner}/{request.Model.Name}", request.Model.Revision, pulled.Commit, pulled.Kind, request.Weights, Sha256 = hashes };
        await File.WriteAllBytesAsync(Path.Combine(folder, OriginFile), JsonSerializer.SerializeToUtf8Bytes(origin, Json), cancellationToken);
    }
}
