using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Actors.Api.Hosting;

/// <summary>Which cluster an API node calls, and how patiently. The ids are those of its silos.</summary>
internal sealed class ClusterClientOptions : ClusterProcessOptions
{
    /// <summary>How often the list of silos is read again. Default 2 seconds; a silo that is lost is avoided at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:05:00")]
    public TimeSpan GatewayRefresh { get; set; } = TimeSpan.FromSeconds(2);

    internal TimeSpan Patience => CallTimeout ?? TimeSpan.FromSeconds(2.5);
}

[OptionsValidator]
internal sealed partial class ValidateClusterClientOptions : IValidateOptions<ClusterClientOptions>;
