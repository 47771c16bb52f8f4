using Actors.Tokens;

namespace Actors;

public static partial class GrainKeys
{
    private const string KeyRingKey = "keys";

    /// <summary>The one key ring.</summary>
    public static IKeyRingGrain GetKeyRing(this IGrainFactory grains)
    {
        ArgumentNullException.ThrowIfNull(grains);

        return grains.GetGrain<IKeyRingGrain>(KeyRingKey);
    }
}
