#pragma warning disable OPENAI001 // Annotations are marked as an evaluation feature of the package; the protocol has them.
using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Models;

namespace LlmRec.EndToEnd.Http.OpenAi;

/// <summary>OpenAI's own .NET client.</summary>
public sealed class NetOpenAiTests(WireApi api) : IClassFixture<WireApi>
{
    [Fact]
    public async Task It_chats_and_goes_on()
    {
        var client = new ChatClient("llmrec", new ApiKeyCredential(WireApi.Reader), Options);
        List<ChatMessage> messages = [new SystemChatMessage("Be brief."), new UserChatMessage("I loved Alien")];

        ChatCompletion first = await client.CompleteChatAsync(messages);
        messages.Add(new AssistantChatMessage(first));
        messages.Add(new UserChatMessage("more"));
        ChatCompletion second = await client.CompleteChatAsync(messages);

        Assert.Equal((ChatFinishReason.Stop, ChatMessageRole.Assistant, "llmrec"), (first.FinishReason, first.Role, first.Model));
        Assert.Equal(3, first.Annotations.Count);
        Assert.All(first.Annotations, a => Assert.Contains($"**{a.WebResourceTitle}**", first.Content[0].Text[a.StartIndex..a.EndIndex], StringComparison.Ordinal));
        Assert.Empty(first.Annotations.Select(a => a.WebResourceUri).Intersect(second.Annotations.Select(a => a.WebResourceUri)));
        Assert.Equal(first.Usage.TotalTokenCount, first.Usage.InputTokenCount + first.Usage.OutputTokenCount);
    }

    [Fact]
    public async Task It_reads_a_stream()
    {
        var client = new ChatClient("llmrec", new ApiKeyCredential(WireApi.Reader), Options);
        ChatCompletion whole = await client.CompleteChatAsync("I loved Alien");
        var (text, finish, tokens) = ("", new List<ChatFinishReason>(), 0);

        await foreach (var update in client.CompleteChatStreamingAsync("I loved Alien"))
        {
            text += string.Concat(update.ContentUpdate.Select(c => c.Text));
            finish.AddRange(update.FinishReason is { } reason ? [reason] : []);
            tokens = update.Usage?.OutputTokenCount ?? tokens;
        }

        Assert.Equal(whole.Content[0].Text, text);
        Assert.Equal([ChatFinishReason.Stop], finish);
        Assert.Equal(whole.Usage.OutputTokenCount, tokens);
    }

    [Fact]
    public async Task It_embeds()
    {
        var client = new EmbeddingClient("use-lite", new ApiKeyCredential(WireApi.Reader), Options);

        OpenAIEmbeddingCollection made = await client.GenerateEmbeddingsAsync(["a heist that goes wrong", "a heist that goes wrong", "the sea"]);

        Assert.All(made, e => Assert.Equal(512, e.ToFloats().Length));
        Assert.Equal(made[0].ToFloats().ToArray(), made[1].ToFloats().ToArray());
        Assert.NotEqual(made[0].ToFloats().ToArray(), made[2].ToFloats().ToArray());
    }

    [Fact]
    public async Task It_lists_models()
    {
        OpenAIModelCollection models = await new OpenAIModelClient(new ApiKeyCredential(WireApi.Reader), Options).GetModelsAsync();

        Assert.Equal(["llmrec", "use-lite"], models.Select(m => m.Id));
        Assert.All(models, m => Assert.InRange(m.CreatedAt, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddMinutes(1)));
    }

    [Fact]
    public async Task What_is_refused_says_why()
    {
        var wrongKey = await Assert.ThrowsAsync<ClientResultException>(() => new ChatClient("llmrec", new ApiKeyCredential("wrong"), Options).CompleteChatAsync("hello"));
        var wrongModel = await Assert.ThrowsAsync<ClientResultException>(() => new ChatClient("gpt-4o", new ApiKeyCredential(WireApi.Reader), Options).CompleteChatAsync("hello"));

        Assert.Equal((401, 404), (wrongKey.Status, wrongModel.Status));
        Assert.Contains("The key that was sent is not known here.", wrongKey.Message, StringComparison.Ordinal);
        Assert.Contains("There is no model 'gpt-4o'", wrongModel.Message, StringComparison.Ordinal);
    }

    private OpenAIClientOptions Options => new() { Endpoint = new Uri(api.Base), RetryPolicy = new ClientRetryPolicy(0) };
}
