using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Actors.Tokens;

/// <summary>What tokens say and how long they are good. Section <c>Tokens</c>; silos and API nodes must agree on it.</summary>
public sealed class TokenOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Tokens";

    /// <summary>The name of <see cref="MasterKey"/> in the configuration.</summary>
    public const string MasterKeyOption = $"{Section}:{nameof(MasterKey)}";

    /// <summary>How access tokens are signed: <c>ES256</c> (default) or <c>HS256</c>.</summary>
    [RegularExpression("ES256|HS256")]
    public string Algorithm { get; set; } = "ES256";

    /// <summary>How long an access token is good. Default 1 hour; between 1 second and 1 day. Its times are whole seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan AccessLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a refresh token is good, from its making. Default 14 days; between 1 second and 365 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan RefreshLifetime { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Who issues: the claim <c>iss</c>. Default <c>actors</c>.</summary>
    [Required, StringLength(200)]
    public string Issuer { get; set; } = "actors";

    /// <summary>For whom: the claim <c>aud</c>. Default <c>actors</c>.</summary>
    [Required, StringLength(200)]
    public string Audience { get; set; } = "actors";

    /// <summary>How long a signing key signs before the next takes over. Default 30 days; between 1 hour and 365 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan RotationInterval { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The key under which signing keys are encrypted at rest: 32 bytes, base64. Default: made and kept in <c>&lt;data&gt;/master.key</c> by a single silo; a cluster must set it.</summary>
    public string? MasterKey { get; set; }

    /// <summary>
    /// Another master key, whose secrets can be read as well: the next one before a change and the former one after it. Default none. What is
    /// under it is encrypted anew at the start; refresh tokens of before need it still, until they have been used or have expired.
    /// </summary>
    public string? PreviousMasterKey { get; set; }
}

[OptionsValidator]
internal sealed partial class ValidateTokenOptions : IValidateOptions<TokenOptions>;
