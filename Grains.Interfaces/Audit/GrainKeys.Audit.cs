using Actors.Audit;

namespace Actors;

public static partial class GrainKeys
{
    /// <summary>The audit log's reader.</summary>
    public static IAuditLogGrain GetAuditLog(this IGrainFactory grains) => grains.GetGrain<IAuditLogGrain>(0);
}
