using Microsoft.Extensions.Hosting;

namespace Orleans.TestingHost;

/// <summary>What a test cluster is made of.</summary>
public sealed class InProcessTestClusterOptions
{
    /// <summary>The cluster's id. Default: one of its own.</summary>
    public string ClusterId { get; set; } = "";

    /// <summary>The service's id.</summary>
    public string ServiceId { get; set; } = "testservice";

    /// <summary>How many silos start. Default: 1.</summary>
    public short InitialSilosCount { get; set; } = 1;

    /// <summary>Whether a client starts as well. Default: yes.</summary>
    public bool InitializeClientOnDeploy { get; set; } = true;

    /// <summary>What sets up the silos' hosts.</summary>
    public List<Action<InProcessTestSiloSpecificOptions, IHostApplicationBuilder>> SiloHostConfigurationDelegates { get; } = [];

    /// <summary>What sets up the client's host.</summary>
    public List<Action<IHostApplicationBuilder>> ClientHostConfigurationDelegates { get; } = [];
}

/// <summary>What is one silo's own.</summary>
public sealed class InProcessTestSiloSpecificOptions
{
    /// <summary>The silo's name.</summary>
    public string SiloName { get; set; } = "";

    /// <summary>The number in its address; no port is opened.</summary>
    public int SiloPort { get; set; }

    /// <summary>Not used: there is no gateway.</summary>
    public int GatewayPort { get; set; }
}
