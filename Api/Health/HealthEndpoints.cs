using System.Collections.Immutable;
using Actors.Api.Access;
using Actors.Api.Requests;
using Actors.Api.Service;
using Actors.Api.Tokens;
using Actors.Health;

namespace Actors.Api.Health;

/// <summary>What monitors and orchestrators ask. No page checks anything: each tells what the probes found last.</summary>
internal static class HealthEndpoints
{
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health").AllowAnyone().Unlimited();

        // Counted from here, not from the process's own start: a script that builds first may have become this process.
        var started = routes.ServiceProvider.GetRequiredService<TimeProvider>().GetTimestamp();
        HealthAnswer Live(TimeProvider clock) => LiveSince(started, clock);

        health.MapGet("", Live).Shows<HealthResponse>().WithSummary("The process answers");
        health.MapGet("/live", Live).Shows<HealthResponse>().WithSummary("The process answers; looks at nothing else");
        health.MapGet("/ready", ReadyAsync).Shows<ReadyResponse>().Shows<ReadyResponse>(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("Whether requests should be sent here: the critical probes")
            .WithDescription("Strangers are told the status alone.");
        health.MapGet("/system", SystemAsync).Shows<SystemResponse>().WithSummary("Every probe")
            .WithDescription("Strangers are told the status alone. As application/health+json the answer is 503 when the status is fail.");
        health.MapGet("/agent", AgentsAsync).Shows<AgentsResponse>().WithSummary("The agents that report by heartbeat")
            .WithDescription("Strangers are told the status alone. As application/health+json the answer is 503 when the status is fail.");

        return routes;
    }

    private static HealthAnswer LiveSince(long started, TimeProvider clock)
    {
        var uptime = Math.Round(clock.GetElapsedTime(started).TotalSeconds, 3);

        return new HealthAnswer(
            HealthStatus.Healthy,
            new HealthResponse(HealthWords.Of(HealthStatus.Healthy), clock.GetUtcNow(), ServiceVersion.Text, uptime));
    }

    private static async Task<HealthAnswer> ReadyAsync(
        HttpContext context, ProbeBoard board, HealthDetails details, Draining draining, KeyPoll keys, TimeProvider clock)
    {
        var (showAll, known) = await AskAsync(context, board, details, probe => probe is { Critical: true, Paused: false });
        var reports = known ?? [];
        var status = known is null || draining.HasBegun || keys.Obstacle is not null ? HealthStatus.Unhealthy : HealthSummary.OfReadiness(reports);
        var word = HealthWords.Of(status);

        IReadOnlyList<ReadyCheckResponse> checks = [.. reports.Select(ReadyCheckResponse.Of), .. Obstacles(known is null, draining, keys.Obstacle)];

        return new HealthAnswer(status, showAll ? new ReadyResponse(word, clock.GetUtcNow(), checks) : new StatusResponse(word))
        {
            StatusCode = status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK,
            Reports = showAll ? reports : null,
        };
    }

    private static async Task<HealthAnswer> SystemAsync(HttpContext context, ProbeBoard board, HealthDetails details, TimeProvider clock)
    {
        var started = clock.GetTimestamp();
        var (showAll, known) = await AskAsync(context, board, details, _ => true);
        var reports = known ?? [];
        var status = known is null ? HealthStatus.Unhealthy : HealthSummary.OfSystem(reports);
        var word = HealthWords.Of(status);

        return new HealthAnswer(status, showAll
            ? new SystemResponse(word, clock.GetUtcNow(), Milliseconds.Of(clock.GetElapsedTime(started)), [.. reports.Select(SystemCheckResponse.Of)])
            : new StatusResponse(word))
        {
            Reports = showAll ? reports : null,
        };
    }

    private static async Task<HealthAnswer> AgentsAsync(HttpContext context, ProbeBoard board, HealthDetails details)
    {
        var (showAll, known) = await AskAsync(context, board, details, probe => probe.Kind == ProbeKinds.Heartbeat);
        var reports = known ?? [];
        var status = known is null ? HealthStatus.Unhealthy : HealthSummary.OfAgents(reports);
        var word = HealthWords.Of(status);

        return new HealthAnswer(status, showAll ? new AgentsResponse(word, [.. reports.Select(AgentResponse.Of)]) : new StatusResponse(word))
        {
            Reports = showAll ? reports : null,
        };
    }

    /// <summary>Who asks and what is known are found out side by side: a page waits once for grains, whatever they do.</summary>
    private static async Task<(bool ShowAll, ProbeReport[]? Reports)> AskAsync(
        HttpContext context, ProbeBoard board, HealthDetails details, Func<ProbeDefinition, bool> which)
    {
        var showAll = details.AreForAsync(context, ProbeBoard.Patience).AsTask();
        var probes = await board.GetAsync(which);
        return (await showAll, probes?.Select(entry => entry.Report).ToArray());
    }

    /// <summary>What else keeps the service from being ready.</summary>
    private static IEnumerable<ReadyCheckResponse> Obstacles(bool probesAreUnknown, Draining draining, string? keyObstacle)
    {
        var word = HealthWords.Of(HealthStatus.Unhealthy);

        if (probesAreUnknown)
        {
            yield return new ReadyCheckResponse("probes", word, 0, null, "the list of probes cannot be read");
        }

        if (keyObstacle is not null)
        {
            yield return new ReadyCheckResponse("keys", word, 0, null, keyObstacle);
        }

        if (draining.HasBegun)
        {
            yield return new ReadyCheckResponse("shutdown", word, 0, null, "the service is stopping");
        }
    }

    private static RouteHandlerBuilder Shows<TPage>(this RouteHandlerBuilder endpoint, int status = StatusCodes.Status200OK) =>
        endpoint.Produces<TPage>(status, "application/json", HealthJson.MediaType);
}
