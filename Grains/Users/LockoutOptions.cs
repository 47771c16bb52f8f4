using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Actors.Users;

/// <summary>When sign-in locks and for how long. Section <c>Lockout</c>.</summary>
public sealed class LockoutOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Lockout";

    /// <summary>Failures in a row before a lane locks. Default 5.</summary>
    [Range(1, 100)]
    public int MaxFailures { get; set; } = 5;

    /// <summary>How long it stays locked. Default 30 minutes; between 1 second and 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Duration { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How many devices of one account have a lane of their own; the one unused for longest gives way. Default 20.</summary>
    [Range(1, 100)]
    public int MaxDevices { get; set; } = 20;
}

[OptionsValidator]
internal sealed partial class ValidateLockoutOptions : IValidateOptions<LockoutOptions>;
