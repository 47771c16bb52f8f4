using Actors.Sessions;

namespace Actors;

public static partial class GrainKeys
{
    /// <summary>The session with this id.</summary>
    public static ISessionGrain GetSession(this IGrainFactory grains, string sessionId) => grains.Get<ISessionGrain>(sessionId);
}
