using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LlmRec.Testing;

namespace LlmRec.Tests.House.Containers;

/// <summary>The image's health check, run as the engine would run it.</summary>
public sealed class HealthCheckTests
{
    [UnixFact]
    public async Task It_is_healthy_at_200_and_not_at_503_nor_when_nothing_listens()
    {
        Assert.Equal(0, await RunAsync("HTTP/1.1 200 OK"));
        Assert.NotEqual(0, await RunAsync("HTTP/1.1 503 Service Unavailable"));
        Assert.NotEqual(0, await RunAsync(answer: null));
    }

    private static async Task<int> RunAsync(string? answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        if (answer is null)
        {
            listener.Stop();
        }

        var check = DockerfileText.HealthCheck;
        using var process = Process.Start(new ProcessStartInfo(check[0], check[1..].Select(a => a.Replace("8080", $"{port}", StringComparison.Ordinal)))
        {
            RedirectStandardError = true,
        })!;
        if (answer is not null)
        {
            using var client = await listener.AcceptTcpClientAsync();
            using var reader = new StreamReader(client.GetStream());
            Assert.Equal("GET /health/ready HTTP/1.0", await reader.ReadLineAsync());
            Assert.Equal("Host: localhost", await reader.ReadLineAsync());
            await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"{answer}\r\nContent-Length: 0\r\n\r\n"));
        }

        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
