using System.Collections.Immutable;
using Microsoft.Extensions.Options;

namespace Actors.RateLimits;

/// <summary>Limits of requests. Section <c>RateLimits</c>.</summary>
public sealed class RateLimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "RateLimits";

    private static readonly TimeSpan MinSilence = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(10);

    /// <summary>Default true. False takes the guards off our own endpoints, for load tests; other programs can still ask.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// How long nothing is heard of a bucket before it counts as out of reach, and its policy says what becomes of the request. Default and
    /// shortest 50 ms, longest 10 seconds.
    /// </summary>
    public TimeSpan Silence { get; set; } = MinSilence;

    /// <summary>Numbers by policy name, over the defaults of the tiers; other names make new policies. Default none.</summary>
    public Dictionary<string, RateLimitPolicyOptions> Policies { get; } = new(StringComparer.Ordinal);

    /// <summary>The policies that the tiers and this configuration make together, version 0.</summary>
    public ImmutableDictionary<string, RateLimitPolicy> ToPolicies()
    {
        var policies = RateLimitTiers.All.ToImmutableDictionary(tier => tier.Name);

        foreach (var (name, options) in Policies)
        {
            policies = policies.SetItem(name, options.Over(policies.GetValueOrDefault(name), name));
        }

        return policies;
    }

    /// <summary>What is wrong, one sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Check() =>
    [
        .. Silence < MinSilence || Silence > MaxSilence ? [$"{Section}:Silence: Must be from 00:00:00.05 to 00:00:10."] : Array.Empty<string>(),
        .. from policy in ToPolicies().Values
           from reason in RateLimitPolicyRules.Check(policy)
           select $"{Section}:Policies:{policy.Name}, {reason.Field}: {reason.Message}",
    ];
}

/// <summary>What the configuration says of one policy; what it leaves out is as in the tier, or for a new policy as said here.</summary>
public sealed class RateLimitPolicyOptions
{
    /// <summary>Requests in a window; needed for a new policy.</summary>
    public int? Limit { get; set; }

    /// <summary>The window in seconds; 60 for a new policy.</summary>
    public int? WindowSeconds { get; set; }

    /// <summary>The most at once; the limit unless said.</summary>
    public int? Burst { get; set; }

    /// <summary>What it counts by; the user for a new policy.</summary>
    public RateLimitScope? Scope { get; set; }

    /// <summary>How it counts; GCRA for a new policy.</summary>
    public RateLimitAlgorithm? Algorithm { get; set; }

    /// <summary>True counts what would be refused and refuses nothing; false for a new policy.</summary>
    public bool? Shadow { get; set; }

    /// <summary>What becomes of requests whose bucket is out of reach; they are admitted for a new policy.</summary>
    public RateLimitOnUnavailable? OnUnavailable { get; set; }

    internal RateLimitPolicy Over(RateLimitPolicy? tier, string name)
    {
        var limit = Limit ?? tier?.Limit ?? 0;

        return new RateLimitPolicy
        {
            Name = name,
            Limit = limit,
            WindowSeconds = WindowSeconds ?? tier?.WindowSeconds ?? 60,
            Burst = Burst ?? limit,
            Scope = Scope ?? tier?.Scope ?? RateLimitScope.User,
            Algorithm = Algorithm ?? tier?.Algorithm ?? RateLimitAlgorithm.Gcra,
            Shadow = Shadow ?? tier?.Shadow ?? false,
            OnUnavailable = OnUnavailable ?? tier?.OnUnavailable ?? RateLimitOnUnavailable.Admit,
        };
    }
}

/// <summary>Lets no configuration start that a policy's rules refuse.</summary>
internal sealed class ValidateRateLimitOptions : IValidateOptions<RateLimitOptions>
{
    public ValidateOptionsResult Validate(string? name, RateLimitOptions options) =>
        options.Check() is { Count: > 0 } failures ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
}
