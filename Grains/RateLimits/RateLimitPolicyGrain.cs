using System.Collections.Immutable;
using System.Globalization;
using Actors.Audit;
using Actors.Silos;
using Actors.Storage;
using Microsoft.Extensions.Options;

namespace Actors.RateLimits;

[GrainType(GrainTypeName)]
[CollectionAgeLimit(Hours = 24)]
internal sealed class RateLimitPolicyGrain(
    [PersistentState("ratelimit-policies", StorageNames.Default)] IPersistentState<RateLimitPolicyState> policies,
    IOptions<RateLimitOptions> options,
    TimeProvider clock) : InspectedGrain, IRateLimitPolicyGrain
{
    public const string GrainTypeName = "ratelimit-policies";

    /// <summary>The chain of its audit entries.</summary>
    public const string Chain = "ratelimits";

    private RateLimitPolicyTable? _table;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // A new configuration is a change like any other: it needs a higher version, or buckets would go by the numbers they know.
        var state = policies.State;
        var configured = options.Value.ToPolicies();
        var version = state.Version + 1;
        var next = configured.ToImmutableDictionary(
            p => p.Key,
            p => state.Configured.GetValueOrDefault(p.Key) is { } before && before == p.Value with { Version = before.Version }
                ? before
                : p.Value with { Version = version });

        var same = next.Count == state.Configured.Count
            && next.All(p => state.Configured.TryGetValue(p.Key, out var before) && before == p.Value);

        if (!same)
        {
            await policies.SaveAsync(state with { Version = version, Configured = next });
        }
    }

    public Task<RateLimitPolicyTable?> GetAsync(long knownVersion) =>
        Task.FromResult(knownVersion == policies.State.Version ? null : Table());

    public async Task<RateLimitPolicyChange> SetAsync(RateLimitPolicy policy, RequestOrigin origin)
    {
        if (RateLimitPolicyRules.Check(policy) is { IsEmpty: false } reasons)
        {
            return RateLimitPolicyChange.Invalid(reasons);
        }

        var existed = Table().Policies.ContainsKey(policy.Name);

        if (!existed && Table().Policies.Count >= RateLimitPolicyRules.MaxPolicies)
        {
            return RateLimitPolicyChange.Done(RateLimitPolicyOutcome.TooMany, null);
        }

        var versioned = policy with { Version = policies.State.Version + 1 };
        var next = policies.State with
        {
            Version = versioned.Version,
            Changed = policies.State.Changed.SetItem(policy.Name, versioned),
        };
        await SaveAsync(next, origin, new AuditEntry("ratelimit.policy_set", Detail: Describe(versioned)));

        return RateLimitPolicyChange.Done(existed ? RateLimitPolicyOutcome.Replaced : RateLimitPolicyOutcome.Created, versioned);
    }

    public async Task<RateLimitPolicyChange> RemoveAsync(string name, RequestOrigin origin)
    {
        if (!policies.State.Changed.ContainsKey(name))
        {
            return RateLimitPolicyChange.Done(RateLimitPolicyOutcome.NotFound, Table().Policies.GetValueOrDefault(name));
        }

        var version = policies.State.Version + 1;
        var configured = policies.State.Configured;

        if (configured.TryGetValue(name, out var restored))
        {
            restored = restored with { Version = version };
            configured = configured.SetItem(name, restored);
        }

        var next = policies.State with
        {
            Version = version,
            Changed = policies.State.Changed.Remove(name),
            Configured = configured,
        };
        await SaveAsync(next, origin, new AuditEntry("ratelimit.policy_removed", Detail: AuditDetail.Of(("policy", name))));

        return restored is null
            ? RateLimitPolicyChange.Done(RateLimitPolicyOutcome.Removed, null)
            : RateLimitPolicyChange.Done(RateLimitPolicyOutcome.Restored, restored);
    }

    public async Task<bool> TellResetAsync(string name, string subject, RequestOrigin origin)
    {
        if (!Table().Policies.TryGetValue(name, out var policy))
        {
            return false;
        }

        var key = AuditDetail.KeyOf(RateLimitSubject.Parse(policy, subject).Text);
        await SaveAsync(policies.State, origin, new AuditEntry("ratelimit.bucket_reset", Detail: AuditDetail.Of(("policy", name), ("key", key))));
        return true;
    }

    private RateLimitPolicyTable Table() => _table ??= new RateLimitPolicyTable
    {
        Version = policies.State.Version,
        Policies = policies.State.Configured.SetItems(policies.State.Changed),
    };

    private async Task SaveAsync(RateLimitPolicyState next, RequestOrigin origin, AuditEntry entry)
    {
        await StoreOrLeaveAsync(policies.SaveWithEntryAsync(next, Chain, entry, origin, clock.GetUtcNow()));
        _table = null;
    }

    private static string? Describe(RateLimitPolicy policy) => AuditDetail.Of(
        ("policy", policy.Name),
        ("limit", policy.Limit.ToString(CultureInfo.InvariantCulture)),
        ("window_seconds", policy.WindowSeconds.ToString(CultureInfo.InvariantCulture)),
        ("burst", policy.Burst.ToString(CultureInfo.InvariantCulture)),
        ("algorithm", policy.Algorithm.ToString()),
        ("scope", policy.Scope.ToString()),
        ("on_unavailable", policy.OnUnavailable.ToString()),
        ("shadow", policy.Shadow ? "true" : "false"));
}
