using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>Sets up a silo.</summary>
public interface ISiloBuilder
{
    /// <summary>The services of the host, which are the silo's.</summary>
    IServiceCollection Services { get; }

    /// <summary>The configuration of the host.</summary>
    IConfiguration Configuration { get; }
}

/// <summary>Sets up a client.</summary>
public interface IClientBuilder
{
    /// <summary>The services of the host, which are the client's.</summary>
    IServiceCollection Services { get; }

    /// <summary>The configuration of the host.</summary>
    IConfiguration Configuration { get; }
}

internal sealed record Builder(IServiceCollection Services, IConfiguration Configuration) : ISiloBuilder, IClientBuilder;
