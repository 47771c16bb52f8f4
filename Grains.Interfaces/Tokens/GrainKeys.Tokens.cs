using Actors.Tokens;

namespace Actors;

public static partial class GrainKeys
{
    /// <summary>The one key ring.</summary>
    public static IKeyRingGrain GetKeyRing(this IGrainFactory grains) => grains.Get<IKeyRingGrain>("keys");
}
