using System.Collections.Immutable;
using Actors.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace Actors.Api.Tokens;

/// <summary>The keys that access tokens may be signed with, as this node last heard of them from the key ring.</summary>
/// <remarks>
/// A request asks the ring for keys that the node does not know; the <see cref="KeyPoll"/> brings the rest. So a ring that cannot be asked keeps
/// no good token from being taken, and a withdrawn key is forgotten while it can.
/// </remarks>
internal sealed class SigningKeys(IGrainFactory grains, VerifiedTokens verified, TimeProvider clock, MasterKey? master = null) : IDisposable
{
    /// <summary>How often unknown key ids may cause a look: strangers choose them.</summary>
    private static readonly TimeSpan MinAge = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _loading = new(1);
    // Verifiers read it while it is replaced.
    private volatile Snapshot? _snapshot;
    // Under another master key than the node's: nothing that was known of it is gone by any longer.
    private volatile bool _isUnreadable;

    /// <summary>The keys with this id, of those known already.</summary>
    public IEnumerable<SecurityKey> Find(string? kid) => _snapshot is { } known && kid is not null && known.ByKid.TryGetValue(kid, out var key) ? [key] : [];

    /// <summary>Whether this node knows a key with this id now.</summary>
    public bool Has(string kid) => _snapshot?.ByKid.ContainsKey(kid) == true;

    /// <summary>Whether the ring has a key with this id; asks it when the node's picture lacks the key.</summary>
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

    /// <summary>The ring's public part, as it was last heard of.</summary>
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

    private bool IsFresh(string? kid) =>
        _snapshot is { } known && !_isUnreadable
        && (kid is null || known.ByKid.ContainsKey(kid) || clock.GetUtcNow() - known.At < MinAge);

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
        var next = await AskAsync();
        var withdrawn = _snapshot?.ByKid.Keys.Any(kid => !next.ByKid.ContainsKey(kid)) == true;
        (_snapshot, _isUnreadable) = (next, false);

        // After the picture has changed: what is verified from now on is verified without the key.
        if (withdrawn)
        {
            verified.Clear();
        }

        return next.Ring;
    }

    private async Task<Snapshot> AskAsync()
    {
        try
        {
            var ring = await grains.GetKeyRing().GetAsync();
            return new Snapshot(ring, ring.Keys.ToImmutableDictionary(k => k.Kid, k => VerificationKeys.Of(k, master)), clock.GetUtcNow());
        }
        catch (MasterKeyException)
        {
            _isUnreadable = true;
            throw;
        }
    }

    private sealed record Snapshot(KeyRing Ring, ImmutableDictionary<string, SecurityKey> ByKid, DateTimeOffset At);
}
