namespace Actors.Api.Hosting;

/// <summary>Marks an endpoint whose calls may not be made twice, whatever its method: it takes what is there once.</summary>
internal sealed class Unrepeatable
{
    public static readonly Unrepeatable Instance = new();
}

internal static class UnrepeatableEndpoints
{
    public static TBuilder Unrepeatable<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(Hosting.Unrepeatable.Instance);
}
