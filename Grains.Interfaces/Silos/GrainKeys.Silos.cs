using Actors.Silos;

namespace Actors;

public static partial class GrainKeys
{
    /// <summary>The last report of the silo with this address.</summary>
    public static ISiloReportGrain GetSiloReport(this IGrainFactory grains, string siloAddress) => grains.Get<ISiloReportGrain>(siloAddress);

    /// <summary>Who looks into the silos and the live grains.</summary>
    public static IInspectorGrain GetInspector(this IGrainFactory grains) => grains.Get<IInspectorGrain>("inspector");
}
