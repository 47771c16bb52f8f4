using System.Collections.Immutable;
using Actors.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace Actors.Api.Tokens;

/// <summary>The keys that access tokens may be signed with, as this node last heard of them from the key ring.</summary>
internal sealed class SigningKeys(IGrainFactory grains, VerifiedTokens verified, TimeProvider clock, MasterKey? master = null) : IDisposable
{
    /// <summary>How old the node's picture of the ring may become.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);

    /// <summary>How often unknown key ids may cause a look: strangers choose them.</summary>
    private static readonly TimeSpan MinAge = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _loading = new(1);
    // Verifiers read it while it is replaced.
    private volatile Snapshot? _snapshot;

    /// <summary>The keys with this id, of those known already.</summary>
    public IEnumerable<SecurityKey> Find(string? kid) => _snapshot is { } known && kid is not null && known.ByKid.TryGetValue(kid, out var key) ? [key] : [];

    /// <summary>Whether this node knows a key with this id now.</summary>
    public bool Has(string kid) => _snapshot?.ByKid.ContainsKey(kid) == true;

    /// <summary>Whether the ring has a key with this id; asks it when the node's picture is old or lacks the key.</summary>
    public async ValueTask<bool> KnowAsync(string? kid)
    {
        if (string.IsNullOrEmpty(kid))
        {
            return false;
        }

        if (!IsFresh(kid))
        {
            await LoadAsync(kid);
        }

        return _snapshot!.ByKid.ContainsKey(kid);
    }

    /// <summary>The ring's public part, at most as old as a key may stay unknown.</summary>
    public async ValueTask<KeyRing> RingAsync()
    {
        if (!IsFresh(kid: null))
        {
            await LoadAsync(kid: null);
        }

        return _snapshot!.Ring;
    }

    /// <summary>Asks the ring now, however fresh the node's picture is.</summary>
    public async Task<KeyRing> RefreshAsync()
    {
        await _loading.WaitAsync();

        try
        {
            return await ReadAsync();
        }
        finally
        {
            _loading.Release();
        }
    }

    public void Dispose() => _loading.Dispose();

    private bool IsFresh(string? kid)
    {
        if (_snapshot is not { } known)
        {
            return false;
        }

        var age = clock.GetUtcNow() - known.At;
        return age < (kid is null || known.ByKid.ContainsKey(kid) ? MaxAge : MinAge);
    }

    private async Task LoadAsync(string? kid)
    {
        await _loading.WaitAsync();

        try
        {
            if (!IsFresh(kid))
            {
                await ReadAsync();
            }
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task<KeyRing> ReadAsync()
    {
        var ring = await grains.GetKeyRing().GetAsync();
        var byKid = ring.Keys.ToImmutableDictionary(k => k.Kid, k => VerificationKeys.Of(k, master));
        var withdrawn = _snapshot?.ByKid.Keys.Any(kid => !byKid.ContainsKey(kid)) == true;
        _snapshot = new Snapshot(ring, byKid, clock.GetUtcNow());

        // After the picture has changed: what is verified from now on is verified without the key.
        if (withdrawn)
        {
            verified.Clear();
        }

        return ring;
    }

    private sealed record Snapshot(KeyRing Ring, ImmutableDictionary<string, SecurityKey> ByKid, DateTimeOffset At);
}
