using Actors.Api.Requests;
using Actors.RateLimits;

namespace Actors.Api.RateLimits;

/// <summary>A policy as an administrator writes it; what is left out is as in the tier of that name, or for another name GCRA per user.</summary>
internal sealed record PolicyRequest : IRequestBody
{
    public int? Limit { get; init; }

    public int? WindowSeconds { get; init; }

    public int? Burst { get; init; }

    public RateLimitScope? Scope { get; init; }

    public RateLimitAlgorithm? Algorithm { get; init; }

    public bool? Shadow { get; init; }

    public RateLimitOnUnavailable? OnUnavailable { get; init; }

    public void Validate(FieldErrors errors)
    {
        Require(errors, "limit", Limit);
        Require(errors, "window_seconds", WindowSeconds);
    }

    public RateLimitPolicy ToPolicy(string name)
    {
        var tier = RateLimitTiers.All.FirstOrDefault(tier => tier.Name == name);

        return new RateLimitPolicy
        {
            Name = name,
            Limit = Limit!.Value,
            WindowSeconds = WindowSeconds!.Value,
            Burst = Burst ?? Limit.Value,
            Scope = Scope ?? tier?.Scope ?? RateLimitScope.User,
            Algorithm = Algorithm ?? RateLimitAlgorithm.Gcra,
            Shadow = Shadow ?? false,
            OnUnavailable = OnUnavailable ?? tier?.OnUnavailable ?? RateLimitOnUnavailable.Admit,
        };
    }

    private static void Require(FieldErrors errors, string field, int? value)
    {
        if (value is null)
        {
            errors.AddMissing(field);
        }
    }
}

internal sealed record PolicyResponse(
    string Name,
    int Limit,
    int WindowSeconds,
    int Burst,
    RateLimitScope Scope,
    RateLimitAlgorithm Algorithm,
    bool Shadow,
    RateLimitOnUnavailable OnUnavailable,
    long Version)
{
    public static PolicyResponse Of(RateLimitPolicy policy) => new(
        policy.Name,
        policy.Limit,
        policy.WindowSeconds,
        policy.Burst,
        policy.Scope,
        policy.Algorithm,
        policy.Shadow,
        policy.OnUnavailable,
        policy.Version);
}
