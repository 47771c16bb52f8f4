using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Actors.Api.Hosting;

/// <summary>Which cluster an API node calls, and how patiently. Section <c>Cluster</c>; the ids are those of its silos.</summary>
internal sealed class ClusterClientOptions
{
    public const string Section = "Cluster";

    /// <summary>The silos' <c>Cluster:ClusterId</c>. Default <c>actors</c>.</summary>
    [Required, StringLength(150)]
    public string ClusterId { get; set; } = "actors";

    /// <summary>The silos' <c>Cluster:ServiceId</c>. Default <c>actors</c>.</summary>
    [Required, StringLength(150)]
    public string ServiceId { get; set; } = "actors";

    /// <summary>How often the list of silos is read again. Default 2 seconds; a silo that is lost is avoided at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:05:00")]
    public TimeSpan GatewayRefresh { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a call may take before the request is answered with 503; those that hash or search have their own time. Default 2.5 seconds: a node does not hear of it when the silo that was to answer is gone.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan? CallTimeout { get; set; }

    /// <summary>Whether administrators find Orleans' dashboard at <c>/dashboard</c>; the silos have to have it too. Default yes.</summary>
    public bool Dashboard { get; set; } = true;

    /// <summary>How it speaks with the silos. Default without TLS.</summary>
    public ClusterTlsOptions Tls { get; } = new();

    internal TimeSpan Patience => CallTimeout ?? TimeSpan.FromSeconds(2.5);
}

[OptionsValidator]
internal sealed partial class ValidateClusterClientOptions : IValidateOptions<ClusterClientOptions>;
