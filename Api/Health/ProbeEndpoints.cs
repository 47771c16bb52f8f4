using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.Requests;
using Actors.Health;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Health;

/// <summary>The probes, for administrators, while they run.</summary>
internal static class ProbeEndpoints
{
    private const string Path = "/api/v1/admin/probes";

    public static IEndpointRouteBuilder MapProbes(this IEndpointRouteBuilder routes)
    {
        var probes = routes.MapGroup(Path).WithTags("Administration");

        probes.MapGet("", ListAsync).RequireAdmin().WithSummary("The probes by name").Lists();
        probes.MapPost("", PutAsync).RequireAdmin().WithSummary("Add a probe, or replace the one of that name; it runs at once").AnswersWithHeaders("Location");
        probes.MapDelete("", RemoveNamedAsync).RequireAdmin()
            .WithSummary("Remove the probe that the parameter names; a configured one that was replaced is as configured again")
            .TakesQuery("name").FailsWith(ErrorCodes.NotFound, ErrorCodes.Conflict);
        probes.MapGet("/{name}", GetAsync).RequireAdmin().WithSummary("One probe and its last 120 results").FailsWith(ErrorCodes.NotFound);
        probes.MapDelete("/{name}", RemoveAsync).RequireAdmin()
            .WithSummary("Remove a probe; a configured one that was replaced is as configured again")
            .FailsWith(ErrorCodes.NotFound, ErrorCodes.Conflict);
        probes.MapPost("/{name}/pause", PauseAsync).RequireAdmin()
            .WithSummary("Pause a probe: it does not check, and counts for nothing until it goes on").FailsWith(ErrorCodes.NotFound);
        probes.MapPost("/{name}/resume", ResumeAsync).RequireAdmin().WithSummary("Let a paused probe go on").FailsWith(ErrorCodes.NotFound);

        return routes;
    }

    private static async Task<Results<Ok<ListResponse<ProbeResponse>>, Problem>> ListAsync(HttpRequest request, ProbeBoard board)
    {
        var page = KeyPage.Of(request, _ => true);

        if (await board.GetAsync(_ => true) is not { } all)
        {
            return new Problem(ErrorCodes.Unavailable) { RetryAfter = TimeSpan.FromSeconds(1) };
        }

        return TypedResults.Ok(page.Ascending(all.Select(entry => ProbeResponse.Of(entry.Probe, entry.Report)), probe => ProbeName.Normalize(probe.Name)));
    }

    private static async Task<Results<Ok<ProbeResponse>, Problem>> GetAsync(string name, IGrainFactory grains)
    {
        if ((await grains.GetProbeRegistry().ListAsync()).Find(name) is not { } probe)
        {
            return new Problem(ErrorCodes.NotFound);
        }

        var grain = grains.GetHealthProbe(probe.Name);
        var report = await grain.GetReportAsync() ?? ProbeReport.Pending(probe);
        var results = await grain.GetResultsAsync();

        return TypedResults.Ok(ProbeResponse.Of(probe, report) with { Results = [.. results.Select(ProbeResultResponse.Of)] });
    }

    private static async Task<Results<Created<ProbeResponse>, Ok<ProbeResponse>, Problem>> PutAsync(
        Body<ProbeRequest> body, Origin origin, IGrainFactory grains, ProbeBoard board)
    {
        var result = await grains.GetProbeRegistry().PutAsync(body.Value.ToDefinition(), origin);

        switch (result.Outcome)
        {
            case PutProbeOutcome.Added:
                return TypedResults.Created($"{Path}/{result.Probe!.Name}", await StartAsync(result.Probe, result.Version, grains, board));
            case PutProbeOutcome.Replaced:
                return TypedResults.Ok(await StartAsync(result.Probe!, result.Version, grains, board));
            case PutProbeOutcome.Invalid:
                return ProbeProblems.Invalid(result.Errors);
            case PutProbeOutcome.TooMany:
                return ProbeProblems.TooMany();
            default:
                throw new InvalidOperationException($"Unmapped probe outcome '{result.Outcome}'.");
        }
    }

    private static async Task<Results<NoContent, Problem>> RemoveNamedAsync(
        HttpRequest request, Origin origin, IGrainFactory grains, ProbeBoard board)
    {
        var query = new ListQuery(request.Query);
        var name = query.Text("name");
        query.Check();

        return string.IsNullOrEmpty(name) ? ProbeProblems.NoName() : await RemoveAsync(name, origin, grains, board);
    }

    private static async Task<Results<NoContent, Problem>> RemoveAsync(string name, Origin origin, IGrainFactory grains, ProbeBoard board)
    {
        if (!ProbeName.IsValid(name))
        {
            return new Problem(ErrorCodes.NotFound);
        }

        var result = await grains.GetProbeRegistry().RemoveAsync(name, origin);

        switch (result.Outcome)
        {
            case RemoveProbeOutcome.Removed:
                await grains.GetHealthProbe(name).StopAsync(result.Version);
                board.Expire();
                return TypedResults.NoContent();
            case RemoveProbeOutcome.Restored:
                await StartAsync(result.Probe!, result.Version, grains, board);
                return TypedResults.NoContent();
            case RemoveProbeOutcome.Unknown:
                return new Problem(ErrorCodes.NotFound);
            case RemoveProbeOutcome.Configured:
                return ProbeProblems.Configured();
            default:
                throw new InvalidOperationException($"Unmapped probe outcome '{result.Outcome}'.");
        }
    }

    private static Task<Results<Ok<ProbeResponse>, Problem>> PauseAsync(string name, Origin origin, IGrainFactory grains, ProbeBoard board) =>
        SetPausedAsync(name, true, origin, grains, board);

    private static Task<Results<Ok<ProbeResponse>, Problem>> ResumeAsync(string name, Origin origin, IGrainFactory grains, ProbeBoard board) =>
        SetPausedAsync(name, false, origin, grains, board);

    private static async Task<Results<Ok<ProbeResponse>, Problem>> SetPausedAsync(
        string name, bool paused, Origin origin, IGrainFactory grains, ProbeBoard board) =>
        await grains.GetProbeRegistry().SetPausedAsync(name, paused, origin) is { } set
            ? TypedResults.Ok(await StartAsync(set.Probe, set.Version, grains, board))
            : new Problem(ErrorCodes.NotFound);

    private static async Task<ProbeResponse> StartAsync(ProbeDefinition probe, long version, IGrainFactory grains, ProbeBoard board)
    {
        var report = await grains.GetHealthProbe(probe.Name).KeepRunningAsync(probe, version);
        board.Expire();
        return ProbeResponse.Of(probe, report);
    }
}
