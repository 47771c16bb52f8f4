using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Actors.Sessions;

/// <summary>How long sessions live and how many one account may have. Section <c>Sessions</c>.</summary>
public sealed class SessionOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sessions";

    /// <summary>How many sessions one account may have at once; the oldest gives way to a new one. Default 50.</summary>
    [Range(1, 1000)]
    public int MaxPerUser { get; set; } = 50;

    /// <summary>When a session ends whatever is done with it. Default 90 days; at most 3650 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan AbsoluteLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>For how long a spent refresh token gives the same pair again, for honest clients whose answer was lost. Default 10 seconds; at most 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan RefreshGrace { get; set; } = TimeSpan.FromSeconds(10);
}

[OptionsValidator]
internal sealed partial class ValidateSessionOptions : IValidateOptions<SessionOptions>;
