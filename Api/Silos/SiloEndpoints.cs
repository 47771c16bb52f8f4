using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Requests;
using Actors.Silos;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Api.Silos;

/// <summary>The silos, for administrators.</summary>
internal static class SiloEndpoints
{
    public static IEndpointRouteBuilder MapSilos(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/admin/silos", ListAsync).RequireAdmin().WithTags("Administration")
            .WithSummary("The silos: uptime, memory, processor time, activations and calls a second").Lists();

        return routes;
    }

    private static async Task<Ok<ListResponse<SiloResponse>>> ListAsync(HttpRequest request, IGrainFactory grains, TimeProvider clock)
    {
        var page = KeyPage.Of(request, _ => true);
        var now = clock.GetUtcNow();
        var silos = await grains.GetInspector().ListSilosAsync();
        return TypedResults.Ok(page.Ascending(silos.Select(silo => SiloResponse.Of(silo, now)), silo => silo.Address));
    }
}

/// <param name="Address">Its address, which also tells its runs apart.</param>
/// <param name="Name">Its name.</param>
/// <param name="Host">The machine's name.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="UptimeSeconds">For how long it has been up.</param>
/// <param name="Activations">How many grains are active there.</param>
/// <param name="ReportedAt">When it told what follows; null when it has not yet.</param>
/// <param name="MemoryBytes">Memory that its process holds.</param>
/// <param name="HeapBytes">Of that, what the managed heap takes.</param>
/// <param name="CpuSeconds">Processor time that its process has used.</param>
/// <param name="CallsPerSecond">Grain calls that it served a second, over the last minute.</param>
/// <param name="Errors">Of those of the last minute, how many failed.</param>
internal sealed record SiloResponse(
    string Address,
    string Name,
    string Host,
    DateTimeOffset StartedAt,
    long UptimeSeconds,
    int Activations,
    DateTimeOffset? ReportedAt,
    long? MemoryBytes,
    long? HeapBytes,
    double? CpuSeconds,
    double? CallsPerSecond,
    long? Errors)
{
    public static SiloResponse Of(SiloDescription silo, DateTimeOffset now) => new(
        silo.Address,
        silo.Name,
        silo.Host,
        silo.StartedAt,
        (long)Math.Max(0, (now - silo.StartedAt).TotalSeconds),
        silo.Activations,
        silo.Report?.At,
        silo.Report?.MemoryBytes,
        silo.Report?.HeapBytes,
        silo.Report is { } report ? Math.Round(report.ProcessorTime.TotalSeconds, 3) : null,
        silo.Report is { } busy ? Math.Round(busy.Calls.Sum(call => call.Rate), 3) : null,
        silo.Report?.Calls.Sum(call => call.Errors));
}
