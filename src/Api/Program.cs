using LlmRec.Api.Access;
using LlmRec.Api.Admin;
using LlmRec.Api.Endpoints;
using LlmRec.Api.Hosting;
using LlmRec.Api.Metrics;
using LlmRec.Api.OpenAi;

return await ServiceStart.RunAsync(
    () =>
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddLogs();
        builder.AddLimits();
        builder.AddLlmRec();
        builder.AddCrossOrigin();
        builder.Services.AddAccessControl();
        builder.Services.AddOpenAiWire();
        builder.Services.AddErrors();
        builder.Services.AddMetricsPage();
        builder.Services.AddOpenApiDocument();
        builder.Services.AddWorkers();
        builder.Services.AddPage();

        var app = builder.Build();
        app.UseRequestId();
        app.UseRequestMetrics();
        app.UseErrors();
        app.UseSecurityHeaders();
        app.UseLoopbackOnly();
        app.UseCrossOrigin();
        app.UseCallers();
        app.UseRateLimiter();
        app.UseAccessControl();
        app.UseRequestTimeouts();
        app.UseSlashedIds();
        app.UsePage();
        app.MapItems();
        app.MapUsers();
        app.MapInteractions();
        app.MapImpressions();
        app.MapSearch();
        app.MapRecommendations();
        app.MapExplanations();
        app.MapChat();
        app.MapOpenAiWire();
        app.MapJobs();
        app.MapAdmin();
        app.MapHealth();
        app.MapMetricsPage();
        app.MapOpenApi().IsOpen();
        return app;
    });
