using System.ComponentModel.DataAnnotations;
using System.Net;
using Actors.Api.Hosting;
using Actors.Silo.Storage;
using Actors.Tokens;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Hosting;

/// <summary>Whether this process is alone or one of several silos.</summary>
internal sealed class ClusterOptions : ClusterProcessOptions
{
    public const string Single = "single";
    public const string Cluster = "cluster";

    /// <summary><c>single</c> (default): this process is all there is. <c>cluster</c>: one silo of several on the database of <c>ConnectionStrings:Actors</c>; needs Microsoft Orleans.</summary>
    [Required, AllowedValues(Single, Cluster)]
    public string Mode { get; set; } = Single;

    /// <summary>The IP address at which the other processes reach this one, and on which it listens for them. Default 127.0.0.1.</summary>
    [Required]
    public string Advertise { get; set; } = "127.0.0.1";

    /// <summary>The port for other silos. 0, the default, takes a free one.</summary>
    [Range(0, 65535)]
    public int SiloPort { get; set; }

    /// <summary>The port for API nodes. 0, the default, takes a free one; alone there is none.</summary>
    [Range(0, 65535)]
    public int GatewayPort { get; set; }

    /// <summary>Whether this silo serves the HTTP API as well. Default yes; otherwise it opens no HTTP port, and API nodes serve it.</summary>
    public bool ServeApi { get; set; } = true;

    /// <summary>How long a silo may take to answer another's probe. Three misses in a row, seen by two silos where there are as many, end it. Default 0.6 seconds; more on a network that pauses.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(0.6);

    internal bool IsCluster => Mode == Cluster;

    internal TimeSpan Patience => CallTimeout ?? TimeSpan.FromSeconds(15);
}

[OptionsValidator]
internal sealed partial class ValidateClusterOptions : IValidateOptions<ClusterOptions>;

internal static class ClusterServices
{
    public static IServiceCollection AddClusterOptions(this IServiceCollection services)
    {
        services.AddOptions<ClusterOptions>()
            // No check for unknown keys here: API nodes have others in this section, and may have the same file. RefuseUnknownOptions sees to it.
            .BindConfiguration(ClusterOptions.Section)
            .Validate(o => IPAddress.TryParse(o.Advertise, out _), "Cluster:Advertise must be an IP address.")
            .Validate(o => !o.IsCluster || Engine.CanCluster, $"Cluster:Mode=cluster needs Microsoft Orleans, and this program was built with the {Engine.Name} engine: ./actors engine orleans chooses it.")
            .Validate(o => o.IsCluster || o.ServeApi, "Cluster:ServeApi=false needs Cluster:Mode=cluster: a silo that is alone must serve.")
            .Validate<IOptions<ConnectionStringOptions>>(
                (o, databases) => !o.IsCluster || databases.Value.Actors is { Length: > 0 },
                "Cluster:Mode=cluster needs ConnectionStrings:Actors, the database in which its silos meet.")
            .Validate<IOptions<StorageOptions>>(
                (o, storage) => !o.IsCluster || storage.Value.Provider == StorageOptions.Postgres,
                "Cluster:Mode=cluster needs Storage:Provider=postgres: a file has one owner.")
            // Asked of the configuration: the option itself holds a key of this silo's own by now.
            .Validate<IConfiguration>(
                (o, configuration) => !o.IsCluster || configuration[TokenOptions.MasterKeyOption] is { Length: > 0 },
                "Cluster:Mode=cluster needs Tokens:MasterKey, the same for every silo: 32 bytes, base64.")
            .Validate(o => o.IsCluster || !o.Tls.IsOn, "Cluster:Tls needs Cluster:Mode=cluster: a silo that is alone speaks with none.")
            .ValidateOnStart();

        return services
            .AddSingleton<IValidateOptions<ClusterOptions>>(new ValidateClusterTls<ClusterOptions>(o => o.Tls))
            .AddSingleton<IValidateOptions<ClusterOptions>, ValidateClusterOptions>();
    }
}
