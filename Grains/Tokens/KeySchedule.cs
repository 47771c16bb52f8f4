using Microsoft.Extensions.Options;

namespace Actors.Tokens;

/// <summary>When keys are made, sign, retire and are forgotten. Pure but for the keys themselves.</summary>
internal sealed class KeySchedule(MasterKey master, IOptions<TokenOptions> options)
{
    /// <summary>How long a key is known before it signs; many times the 15 seconds after which every node has asked again.</summary>
    public static readonly TimeSpan PublishAhead = TimeSpan.FromMinutes(5);

    /// <summary>What is added to a token's lifetime before its key is forgotten: clocks that differ, and nodes that learn late of a retirement.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private TokenOptions Options => options.Value;

    /// <summary>Does what is due; the same ring when nothing is.</summary>
    public KeyRing Advance(KeyRing ring, DateTimeOffset now)
    {
        var live = Forget(ring, now);

        if (live.Keys.IsEmpty)
        {
            return Add(live, now, signsFrom: now);
        }

        var newest = live.Keys[^1];

        if (newest.SignsFrom > now)
        {
            return live;
        }

        // Another algorithm was configured.
        if (newest.Algorithm != Options.Algorithm)
        {
            return Add(live, now, now + PublishAhead);
        }

        var due = newest.SignsFrom + Options.RotationInterval;
        return due - PublishAhead <= now ? Add(live, now, Later(due, now + PublishAhead)) : live;
    }

    /// <summary>Publishes a new key, unless one is waiting already.</summary>
    public KeyRing Rotate(KeyRing ring, DateTimeOffset now)
    {
        var live = Advance(ring, now);
        var isNew = live.Keys[^1].Kid != ring.Keys.LastOrDefault()?.Kid;

        return isNew || live.Keys[^1].SignsFrom > now ? live : Add(live, now, now + PublishAhead);
    }

    /// <summary>Takes a key out at once and sees to it that another signs.</summary>
    public KeyRing Revoke(KeyRing ring, string kid, DateTimeOffset now)
    {
        if (ring.Keys.FirstOrDefault(key => key.Kid == kid) is not { } revoked)
        {
            return ring;
        }

        var rest = ring with { Version = ring.Version + 1, Keys = ring.Keys.Remove(revoked) };

        var newest = rest.Keys.LastOrDefault();

        return newest switch
        {
            // The one that signed is gone, and its successor takes over before its time.
            { } when newest.SignsFrom > now && !rest.Keys.Any(key => key.SignsAt(now)) => Replace(rest, newest with { SignsFrom = now }),

            // The successor is gone: the one that signs goes on.
            { } when newest.SignsAt(now) => Replace(rest, newest with { RetiresAt = null, ExpiresAt = null }),

            // A retired one is gone.
            { } when rest.Keys.Any(key => key.SignsAt(now)) => rest,

            _ => Add(rest, now, now),
        };
    }

    private static KeyRing Replace(KeyRing ring, SigningKey newest) =>
        ring with { Keys = ring.Keys.SetItem(ring.Keys.Length - 1, newest) };

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static KeyRing Forget(KeyRing ring, DateTimeOffset now)
    {
        var keys = ring.Keys.RemoveAll(key => !key.VerifiesAt(now));
        return keys.Length == ring.Keys.Length ? ring : ring with { Version = ring.Version + 1, Keys = keys };
    }

    private KeyRing Add(KeyRing ring, DateTimeOffset now, DateTimeOffset signsFrom)
    {
        var before = Shorten(ring, signsFrom);
        return before with { Version = before.Version + 1, Keys = before.Keys.Add(SigningKey.Create(Options.Algorithm, master, now, signsFrom)) };
    }

    /// <summary>No key signs longer than until then.</summary>
    private KeyRing Shorten(KeyRing ring, DateTimeOffset until) => ring with
    {
        Keys =
        [
            .. ring.Keys.Select(key => key.RetiresAt is null || key.RetiresAt > until
                ? key with { RetiresAt = until, ExpiresAt = until + Options.AccessLifetime + Margin }
                : key),
        ],
    };
}
