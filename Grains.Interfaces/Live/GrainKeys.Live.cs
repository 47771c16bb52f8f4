using Actors.Live;

namespace Actors;

public static partial class GrainKeys
{
    /// <summary>What goes on in the whole cluster.</summary>
    public static ILiveGrain GetLive(this IGrainFactory grains) => grains.Get<ILiveGrain>("live");
}
