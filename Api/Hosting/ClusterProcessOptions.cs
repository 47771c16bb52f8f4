using System.ComponentModel.DataAnnotations;

namespace Actors.Api.Hosting;

/// <summary>What silos and API nodes of a cluster are told alike. Section <c>Cluster</c>.</summary>
public abstract class ClusterProcessOptions
{
    public const string Section = "Cluster";

    /// <summary>The silos with the same id form one cluster, and API nodes call the one with theirs. Default <c>actors</c>.</summary>
    [Required, StringLength(150)]
    public string ClusterId { get; set; } = "actors";

    /// <summary>The same for every cluster, old or new, of one service. Default <c>actors</c>.</summary>
    [Required, StringLength(150)]
    public string ServiceId { get; set; } = "actors";

    /// <summary>How long a call of a grain may take before its caller gives up; calls that hash, search or wait have their own time. Default 15 seconds, and 2.5 on an API node, which then answers 503: it does not hear of it when the silo that was to answer is gone.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan? CallTimeout { get; set; }

    /// <summary>Whether administrators find Orleans' dashboard at <c>/dashboard</c>; silos and API nodes have to have it both. It measures every call. Default yes; the embedded engine has none.</summary>
    public bool Dashboard { get; set; } = true;

    /// <summary>How silos and API nodes speak with each other. Default without TLS.</summary>
    public ClusterTlsOptions Tls { get; } = new();
}
