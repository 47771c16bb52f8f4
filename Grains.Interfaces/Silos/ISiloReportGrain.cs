namespace Actors.Silos;

/// <summary>The last report of one silo, wherever it is kept. The key is the silo's address.</summary>
[Alias("silos.ISiloReportGrain")]
public interface ISiloReportGrain : IGrainWithStringKey
{
    /// <summary>Takes a report in place of the last. Called by the silo itself.</summary>
    [Alias("Publish")]
    Task PublishAsync(SiloReport report);

    /// <summary>The last report; null when none has come.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<SiloReport?> GetAsync();
}
