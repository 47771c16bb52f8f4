namespace Orleans;

/// <summary>The grain factory for code outside of grains.</summary>
public interface IClusterClient : IGrainFactory
{
    /// <summary>The services of the host that the client belongs to.</summary>
    IServiceProvider ServiceProvider { get; }
}
