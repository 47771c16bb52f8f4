using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Actors.Api.Requests;

/// <summary>How patient the service is with a request. Section <c>Requests</c>.</summary>
internal sealed class RequestOptions
{
    public const string Section = "Requests";

    /// <summary>How long a request may take, its body included, before it is answered with 504. Default 30 seconds; streams are exempt.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}

[OptionsValidator]
internal sealed partial class ValidateRequestOptions : IValidateOptions<RequestOptions>;
