namespace Actors.Api.Access;

/// <summary>Marks an endpoint that is under no rate limit: health, keys, documentation.</summary>
internal sealed class Unlimited
{
    public static readonly Unlimited Instance = new();
}

internal static class UnlimitedEndpoints
{
    public static TBuilder Unlimited<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(Access.Unlimited.Instance);
}
