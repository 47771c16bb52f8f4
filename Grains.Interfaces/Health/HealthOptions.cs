using System.ComponentModel.DataAnnotations;

namespace Actors.Health;

/// <summary>The probes and who hears of them. Section <c>Health</c>.</summary>
public sealed class HealthOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Health";

    /// <summary>The probes by name. <c>storage</c>, critical, is there unless it is configured otherwise.</summary>
    public Dictionary<string, ProbeOptions> Probes { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        [ProbeKinds.Storage] = new() { Critical = true },
    };

    /// <summary>Who is told when a probe's status changes. Default nobody.</summary>
    public WebhookOptions Webhook { get; } = new();

    /// <summary>From the moment readiness turns 503 at shutdown until requests are no longer taken, so that load balancers notice. Default 1 second.</summary>
    public TimeSpan DrainDelay { get; set; } = TimeSpan.FromSeconds(1);
}

/// <summary>One probe. Section <c>Health:Probes:&lt;name&gt;</c>.</summary>
public sealed class ProbeOptions
{
    /// <summary>One of <see cref="ProbeKinds"/>. Default: the probe's name.</summary>
    [MaxLength(32)]
    public string? Kind { get; set; }

    /// <summary>What is checked, as its kind understands it; a password in it is never shown. Default none.</summary>
    [MaxLength(2048)]
    public string? Target { get; set; }

    /// <summary>How often it is checked, give or take a tenth, 0.1 seconds to 1 hour; for a heartbeat its time to live, up to a day. Default 10 seconds, 1 minute for a heartbeat.</summary>
    public TimeSpan? Interval { get; set; }

    /// <summary>A check that takes longer has failed; up to 1 minute, and no more than one and a half intervals. Default 5 seconds or the interval, whichever is shorter.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>A check that passes but takes longer is degraded; no more than the timeout. Default half of it.</summary>
    public TimeSpan? Slow { get; set; }

    /// <summary>So many of the last <see cref="Window"/> checks must fail for the probe to be unhealthy; fewer are degraded. Default 2.</summary>
    public int Failures { get; set; } = ProbeRules.DefaultFailures;

    /// <summary>How many of the last checks are looked at. Default 3.</summary>
    public int Window { get; set; } = ProbeRules.DefaultWindow;

    /// <summary>Whether readiness depends on it. Default no, but for <c>storage</c>.</summary>
    public bool Critical { get; set; }
}

/// <summary>Who is told when a probe's status changes. Section <c>Health:Webhook</c>.</summary>
public sealed class WebhookOptions
{
    /// <summary>The fewest characters of a secret.</summary>
    public const int MinSecretLength = 24;

    /// <summary>An http or https address that takes a POST with each change. Default none: nobody is told.</summary>
    public Uri? Url { get; set; }

    /// <summary>Signs each POST with HMAC-SHA256, as in the Standard Webhooks specification; at least 24 characters. Needed with a URL.</summary>
    [MaxLength(512)]
    public string? Secret { get; set; }
}
