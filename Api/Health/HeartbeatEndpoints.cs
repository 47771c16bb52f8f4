using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.Requests;
using Actors.ApiKeys;
using Actors.Health;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Health;

/// <summary>Where agents report.</summary>
internal static class HeartbeatEndpoints
{
    public static IEndpointRouteBuilder MapHeartbeats(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/health/agents/{name}/heartbeat", ReportAsync)
            .RequireApiKey(Scopes.HealthReport)
            .Accepts<HeartbeatRequest>(isOptional: true, "application/json")
            .FailsWith(ErrorCodes.Conflict, ErrorCodes.ValidationFailed)
            .WithTags("Health")
            .WithSummary("An agent says that it lives")
            .WithDescription(
                "The first heartbeat makes an agent known; silence beyond its time to live makes it UNHEALTHY. "
                + "That it reported is not stored: after a restart of the service it is pending until its next heartbeat.");

        return routes;
    }

    private static async Task<Results<NoContent, Problem>> ReportAsync(
        string name, HttpContext context, Origin origin, IGrainFactory grains, ProbeBoard board)
    {
        if (!ProbeName.IsValid(name))
        {
            return ProbeProblems.InvalidName();
        }

        var heartbeat = (await Body<HeartbeatRequest>.ReadOptionalAsync(context)).ToHeartbeat();
        var agent = grains.GetHealthProbe(name);
        var outcome = await agent.ReportAsync(heartbeat);

        if (outcome == HeartbeatOutcome.NotRunning)
        {
            var registration = await grains.GetProbeRegistry().RegisterAgentAsync(name, heartbeat.TimeToLive, origin);

            if (registration.Outcome == RegisterAgentOutcome.TooMany)
            {
                return ProbeProblems.TooMany();
            }

            if (registration.Outcome == RegisterAgentOutcome.Known)
            {
                await agent.KeepRunningAsync(registration.Probe!, registration.Version);
                outcome = await agent.ReportAsync(heartbeat);
                board.Expire();
            }
        }

        if (outcome == HeartbeatOutcome.Accepted)
        {
            board.Expire(name);
        }

        return outcome switch
        {
            HeartbeatOutcome.Accepted => TypedResults.NoContent(),
            HeartbeatOutcome.NotAnAgent or HeartbeatOutcome.NotRunning => ProbeProblems.NotAnAgent(),
            _ => throw new InvalidOperationException($"Unmapped heartbeat outcome '{outcome}'."),
        };
    }
}
