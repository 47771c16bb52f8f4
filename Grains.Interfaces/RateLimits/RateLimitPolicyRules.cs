using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Actors.RateLimits;

/// <summary>Why a policy is refused.</summary>
/// <param name="Field">The field's name in the API.</param>
/// <param name="Code">For programs.</param>
/// <param name="Message">For people.</param>
[GenerateSerializer, Immutable, Alias("ratelimits.PolicyReason")]
public sealed record RateLimitPolicyReason(string Field, string Code, string Message);

/// <summary>What a policy must meet.</summary>
public static partial class RateLimitPolicyRules
{
    /// <summary>The highest limit and burst.</summary>
    public const int MaxLimit = 1_000_000;

    /// <summary>The longest window: 31 days, in seconds.</summary>
    public const int MaxWindowSeconds = 31 * 24 * 3600;

    /// <summary>The longest time from empty to full: a year, in seconds.</summary>
    public const int MaxRefillSeconds = 366 * 24 * 3600;

    /// <summary>Policies that a table holds at most.</summary>
    public const int MaxPolicies = 500;

    /// <summary>Whether a name can be a policy's.</summary>
    public static bool IsName(string name) => Name().IsMatch(name);

    /// <summary>All that is wrong with a policy; empty for a valid one.</summary>
    public static ImmutableArray<RateLimitPolicyReason> Check(RateLimitPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);

        var reasons = ImmutableArray.CreateBuilder<RateLimitPolicyReason>();

        if (!IsName(policy.Name))
        {
            reasons.Add(new("name", "invalid_name", "A name has 1 to 63 of a-z, 0-9, '_' and '-', and begins with a letter or digit."));
        }

        RequireRange(reasons, "limit", policy.Limit, MaxLimit);
        RequireRange(reasons, "window_seconds", policy.WindowSeconds, MaxWindowSeconds);
        RequireRange(reasons, "burst", policy.Burst, MaxLimit);
        RequireDefined(reasons, "scope", policy.Scope);
        RequireDefined(reasons, "algorithm", policy.Algorithm);
        RequireDefined(reasons, "on_unavailable", policy.OnUnavailable);

        if (reasons.Count > 0)
        {
            return reasons.ToImmutable();
        }

        if (policy.Algorithm != RateLimitAlgorithm.Gcra && policy.Burst != policy.Limit)
        {
            reasons.Add(new("burst", "burst_needs_gcra", "A window admits its limit at once: leave the burst out or make it the limit."));
        }

        if ((long)policy.Burst * policy.WindowSeconds / policy.Limit > MaxRefillSeconds)
        {
            reasons.Add(new("burst", "refill_too_slow", "The bucket would take more than a year from empty to full."));
        }

        return reasons.ToImmutable();
    }

    private static void RequireRange(ImmutableArray<RateLimitPolicyReason>.Builder reasons, string field, int value, int maximum)
    {
        if (value < 1 || value > maximum)
        {
            reasons.Add(new(field, "out_of_range", $"Must be from 1 to {maximum}."));
        }
    }

    private static void RequireDefined<T>(ImmutableArray<RateLimitPolicyReason>.Builder reasons, string field, T value)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            reasons.Add(new(field, "unknown_value", "Not a known value."));
        }
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
