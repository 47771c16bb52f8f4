namespace Actors.Silos;

/// <summary>Nothing is stored: a second later there is a newer report.</summary>
[GrainType("silo-report")]
internal sealed class SiloReportGrain : InspectedGrain, ISiloReportGrain
{
    private SiloReport? _last;

    public Task PublishAsync(SiloReport report)
    {
        _last = report;
        return Task.CompletedTask;
    }

    public Task<SiloReport?> GetAsync() => Task.FromResult(_last);
}
