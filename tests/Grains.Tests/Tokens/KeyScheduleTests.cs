using Actors.Tokens;
using Microsoft.Extensions.Options;

namespace Actors.Tests.Tokens;

public sealed class KeyScheduleTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TokenOptions _options = new();
    private readonly MasterKey _master = MasterKey.Parse(MasterKey.Generate());
    private readonly KeySchedule _schedule;

    public KeyScheduleTests() => _schedule = new KeySchedule(_master, Options.Create(_options));

    private DateTimeOffset Due => Start + _options.RotationInterval;

    [Fact]
    public void The_first_key_signs_at_once()
    {
        var ring = First();

        Assert.Equal((1, Start, Start, null, null), Times(Assert.Single(ring.Keys), ring));
    }

    [Fact]
    public void While_nothing_is_due_the_ring_stays_as_it_is()
    {
        var ring = First();

        Assert.Same(ring, _schedule.Advance(ring, Due - KeySchedule.PublishAhead - Second));
    }

    [Fact]
    public void The_next_key_is_published_before_it_signs()
    {
        var ring = _schedule.Advance(First(), Due - KeySchedule.PublishAhead);

        Assert.Equal(2, ring.Keys.Length);
        Assert.Equal(ring.Keys[0], ring.SigningAt(Due - Second));
        Assert.Equal(ring.Keys[1], ring.SigningAt(Due));
    }

    [Fact]
    public void A_schedule_that_was_slept_through_still_publishes_before_it_signs()
    {
        var late = Due + TimeSpan.FromDays(100);
        var ring = _schedule.Advance(First(), late);

        Assert.Equal(ring.Keys[0], ring.SigningAt(late));
        Assert.Equal(late + KeySchedule.PublishAhead, ring.Keys[1].SignsFrom);
        Assert.Same(ring, _schedule.Advance(ring, late + Second));
    }

    [Fact]
    public void A_retired_key_is_good_until_its_last_token_has_expired_and_then_forgotten()
    {
        var ring = _schedule.Advance(First(), Due - KeySchedule.PublishAhead);
        var old = ring.Keys[0];
        var lastToken = Due + _options.AccessLifetime;

        Assert.Equal(lastToken + KeySchedule.Margin, old.ExpiresAt);
        Assert.Equal(old, ring.Find(old.Kid, lastToken + KeySchedule.Margin - Second));
        Assert.Null(ring.Find(old.Kid, lastToken + KeySchedule.Margin));
        Assert.Equal([ring.Keys[1]], _schedule.Advance(ring, lastToken + KeySchedule.Margin).Keys);
    }

    [Fact]
    public void At_every_second_of_three_rotations_exactly_one_key_signs()
    {
        _options.RotationInterval = TimeSpan.FromHours(1);
        var ring = First();

        for (var now = Start; now < Start + TimeSpan.FromHours(3.5); now += Second)
        {
            ring = _schedule.Advance(ring, now);
            Assert.Single(ring.Keys, key => key.SignsAt(now));
        }

        // The one that signs, and the one before it.
        Assert.Equal(2, ring.Keys.Length);
    }

    [Fact]
    public void By_command_a_new_key_takes_over_with_the_same_overlap()
    {
        var ring = _schedule.Rotate(First(), Start + Second);

        Assert.Equal(Start + Second + KeySchedule.PublishAhead, ring.Keys[1].SignsFrom);
        Assert.Equal(ring.Keys[1].SignsFrom, ring.Keys[0].RetiresAt);
    }

    [Fact]
    public void A_repeated_command_makes_no_further_key()
    {
        var ring = _schedule.Rotate(First(), Start + Second);

        Assert.Same(ring, _schedule.Rotate(ring, Start + Second + Second));
    }

    [Fact]
    public void The_command_on_an_empty_ring_makes_one_key() =>
        Assert.Single(_schedule.Rotate(KeyRing.Empty, Start).Keys);

    [Fact]
    public void Another_algorithm_takes_over_with_overlap()
    {
        var ring = First();
        _options.Algorithm = SigningKey.HS256;

        var changed = _schedule.Advance(ring, Start + Second);

        Assert.Equal([SigningKey.ES256, SigningKey.HS256], changed.Keys.Select(key => key.Algorithm));
        Assert.Equal(SigningKey.ES256, changed.SigningAt(Start + Second).Algorithm);
        Assert.Equal(SigningKey.HS256, changed.SigningAt(Start + Second + KeySchedule.PublishAhead).Algorithm);
    }

    [Fact]
    public void A_revoked_key_that_signed_is_gone_and_another_signs_at_once()
    {
        var ring = First();
        var revoked = _schedule.Revoke(ring, ring.Keys[0].Kid, Start + Second);

        Assert.Null(revoked.Find(ring.Keys[0].Kid, Start + Second));
        Assert.NotEqual(ring.Keys[0].Kid, revoked.SigningAt(Start + Second).Kid);
        Assert.Equal(ring.Version + 2, revoked.Version);
    }

    [Fact]
    public void When_the_key_that_signs_is_revoked_the_waiting_one_signs_at_once()
    {
        var ring = _schedule.Rotate(First(), Start + Second);

        var revoked = _schedule.Revoke(ring, ring.Keys[0].Kid, Start + Second);

        Assert.Equal((ring.Keys[1].Kid, Start + Second), (Assert.Single(revoked.Keys).Kid, revoked.Keys[0].SignsFrom));
    }

    [Fact]
    public void When_the_waiting_key_is_revoked_the_one_that_signs_goes_on()
    {
        var ring = _schedule.Rotate(First(), Start + Second);

        var revoked = _schedule.Revoke(ring, ring.Keys[1].Kid, Start + Second);

        Assert.Equal((ring.Keys[0].Kid, null, null), (Assert.Single(revoked.Keys).Kid, revoked.Keys[0].RetiresAt, revoked.Keys[0].ExpiresAt));
    }

    [Fact]
    public void When_a_retired_key_is_revoked_the_others_keep_their_times()
    {
        var now = Start + TimeSpan.FromMinutes(10);
        var ring = _schedule.Rotate(_schedule.Rotate(First(), Start + Second), now);
        Assert.Equal(3, ring.Keys.Length);

        Assert.Equal(ring.Keys[1..], _schedule.Revoke(ring, ring.Keys[0].Kid, now).Keys);
    }

    [Fact]
    public void An_unknown_key_cannot_be_revoked()
    {
        var ring = First();

        Assert.Same(ring, _schedule.Revoke(ring, "unknown", Start));
    }

    [Theory]
    [InlineData(SigningKey.ES256)]
    [InlineData(SigningKey.HS256)]
    public void Every_key_has_an_id_of_its_own_and_no_secret_in_the_clear(string algorithm)
    {
        var (a, b) = (SigningKey.Create(algorithm, _master, Start, Start), SigningKey.Create(algorithm, _master, Start, Start));

        Assert.NotEqual(a.Kid, b.Kid);
        Assert.DoesNotContain(Convert.ToBase64String(a.DecryptSecret(_master))[..40], a.ToString(), StringComparison.Ordinal);
        Assert.Equal(32, a.DecryptSecret(_master).Length);
        Assert.Throws<MasterKeyException>(() => (a with { EncryptedSecret = b.EncryptedSecret }).DecryptSecret(_master));
    }

    private KeyRing First() => _schedule.Advance(KeyRing.Empty, Start);

    private static (int, DateTimeOffset, DateTimeOffset, DateTimeOffset?, DateTimeOffset?) Times(SigningKey key, KeyRing ring) =>
        ((int)ring.Version, key.CreatedAt, key.SignsFrom, key.RetiresAt, key.ExpiresAt);
}
