namespace Actors;

/// <summary>The only place where a grain's key is built; each domain adds its own part.</summary>
public static partial class GrainKeys
{
    private static TGrain Get<TGrain>(this IGrainFactory grains, string key)
        where TGrain : IGrainWithStringKey => References<TGrain>.Get(grains, key);

    /// <summary>Makes references to grains of one interface.</summary>
    /// <remarks>What they have in common is found out once: Orleans reads it from the interface's attributes and name for each, which takes as long as a call.</remarks>
    private static class References<TGrain>
        where TGrain : IGrainWithStringKey
    {
        private static Names? _names;

        public static TGrain Get(IGrainFactory grains, string key)
        {
            if (_names is { } names)
            {
                ArgumentException.ThrowIfNullOrWhiteSpace(key);
                return (TGrain)grains.GetGrain(GrainId.Create(names.Grain, key), names.Interface);
            }

            var grain = grains.GetGrain<TGrain>(key);
            _names = new Names(grain.GetGrainId().Type, ((GrainReference)(object)grain).InterfaceType);
            return grain;
        }
    }

    private sealed record Names(GrainType Grain, GrainInterfaceType Interface);
}
