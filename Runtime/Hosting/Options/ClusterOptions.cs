using System.Net;

namespace Orleans.Configuration;

/// <summary>Which cluster a silo or client belongs to.</summary>
public class ClusterOptions
{
    /// <summary>The cluster id where none is set.</summary>
    public const string DefaultClusterId = "default";

    /// <summary>The service id where none is set.</summary>
    public const string DefaultServiceId = "default";

    /// <summary>The cluster. Default: "default".</summary>
    public string ClusterId { get; set; } = DefaultClusterId;

    /// <summary>The service. Default: "default".</summary>
    public string ServiceId { get; set; } = DefaultServiceId;
}

/// <summary>What a silo is called.</summary>
public class SiloOptions
{
    /// <summary>The name. Default: one made of a number.</summary>
    public string? SiloName { get; set; }
}

/// <summary>The address that a silo goes by. Nothing listens there.</summary>
public class EndpointOptions
{
    /// <summary>The silo's port where none is set.</summary>
    public const int DEFAULT_SILO_PORT = 11111;

    /// <summary>The gateway's port where none is set.</summary>
    public const int DEFAULT_GATEWAY_PORT = 30000;

    /// <summary>The address. Default: loopback.</summary>
    public IPAddress? AdvertisedIPAddress { get; set; }

    /// <summary>The silo's port. Default: 11111.</summary>
    public int SiloPort { get; set; } = DEFAULT_SILO_PORT;

    /// <summary>The gateway's port, which does not exist here. Default: 30000.</summary>
    public int GatewayPort { get; set; } = DEFAULT_GATEWAY_PORT;
}
