using Actors.Api.Requests;
using Actors.Health;

namespace Actors.Api.Health;

/// <summary>A probe as an administrator writes it; what is left out is as in the options.</summary>
internal sealed record ProbeRequest : IRequestBody
{
    private const double MaxSeconds = 1_000_000;

    public string? Name { get; init; }

    public string? Kind { get; init; }

    public string? Target { get; init; }

    public double? IntervalSeconds { get; init; }

    public double? TimeoutSeconds { get; init; }

    public double? SlowSeconds { get; init; }

    public int? Failures { get; init; }

    public int? Window { get; init; }

    public bool? Critical { get; init; }

    public void Validate(FieldErrors errors)
    {
        errors.Require("name", Name, 63);
        errors.Limit("kind", Kind, 32);

        // What a list shows, sent back: it would put stars in place of the password.
        if (Target?.Contains("***", StringComparison.Ordinal) == true)
        {
            errors.Add("target", "hidden_secret", "The target holds *** in place of a secret; write the secret itself.");
        }

        Bound(errors, "interval_seconds", IntervalSeconds);
        Bound(errors, "timeout_seconds", TimeoutSeconds);
        Bound(errors, "slow_seconds", SlowSeconds);
    }

    public ProbeDefinition ToDefinition() => ProbeRules.Define(
        Name!,
        new ProbeOptions
        {
            Kind = Kind,
            Target = Target,
            Interval = Time(IntervalSeconds),
            Timeout = Time(TimeoutSeconds),
            Slow = Time(SlowSeconds),
            Failures = Failures ?? ProbeRules.DefaultFailures,
            Window = Window ?? ProbeRules.DefaultWindow,
            Critical = Critical ?? false,
        },
        ProbeOrigin.Added);

    private static TimeSpan? Time(double? seconds) => seconds is { } value ? TimeSpan.FromSeconds(value) : null;

    /// <summary>What is no time at all; the registry knows the limits of each.</summary>
    private static void Bound(FieldErrors errors, string field, double? seconds)
    {
        if (seconds is { } value && !(value >= 0 && value <= MaxSeconds))
        {
            errors.Add(field, "out_of_range", "The field is a number of seconds.");
        }
    }
}
