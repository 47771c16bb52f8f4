using Actors.Api.Tokens;
using Actors.Testing;

namespace Actors.Tests.Tokens;

public sealed class VerifiedTokensTests
{
    private readonly ManualClock _clock = new();
    private readonly VerifiedTokens _verified;

    public VerifiedTokensTests() => _verified = new VerifiedTokens(_clock);

    [Fact]
    public void A_token_is_known_until_it_expires()
    {
        Add("one", TimeSpan.FromMinutes(1));

        Assert.NotNull(_verified.Find("one"));
        Assert.Null(_verified.Find("two"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(_verified.Find("one"));
    }

    [Fact]
    public void A_header_that_is_sent_again_is_known_as_long_as_its_token()
    {
        var (header, other) = ("Bearer one", "Bearer two");
        Add("one", TimeSpan.FromMinutes(1));

        for (var i = 0; i < 2; i++)
        {
            Assert.NotNull(_verified.Find(header, "one"));
            Assert.Null(_verified.Find(other, "two"));
        }

        _verified.Clear();
        Assert.Null(_verified.Find(header, "one"));

        Add("one", TimeSpan.FromMinutes(1));
        Assert.NotNull(_verified.Find(header, "one"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(_verified.Find(header, "one"));
    }

    [Fact]
    public void However_many_come_those_that_are_not_used_are_forgotten()
    {
        Add("unused", TimeSpan.FromDays(1));
        Add("used", TimeSpan.FromDays(1));

        for (var i = 0; i < 150_000; i++)
        {
            Add($"token {i}", TimeSpan.FromDays(1));

            if (i % 10_000 == 0)
            {
                Assert.NotNull(_verified.Find("used"));
            }
        }

        Assert.Null(_verified.Find("unused"));
    }

    [Fact]
    public void A_token_that_comes_again_pushes_out_no_other()
    {
        Add("another", TimeSpan.FromDays(1));

        for (var i = 0; i < 150_000; i++)
        {
            Add("the same", TimeSpan.FromDays(1));
        }

        Assert.NotNull(_verified.Find("another"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Clearing_forgets_every_token_also_one_that_a_lookup_is_renewing_at_that_moment(int young)
    {
        var clock = new InterruptingClock();
        var verified = new VerifiedTokens(clock, generationSize: 3);
        string[] tokens = ["aged", "aged, too", "another aged", .. Enumerable.Range(0, young).Select(i => $"young {i}")];
        Array.ForEach(tokens, token => verified.Add(token, new BearerToken("usr_1", "ses_1", "kid", DateTimeOffset.MaxValue)));

        clock.Interruption = verified.Clear;
        verified.Find("aged");
        clock.Interruption = null;

        Assert.DoesNotContain(tokens, token => verified.Find(token) is not null);
    }

    private void Add(string token, TimeSpan lifetime) => _verified.Add(token, new BearerToken("usr_1", "ses_1", "kid", _clock.GetUtcNow() + lifetime));

    /// <summary>Does something else whenever it is asked.</summary>
    private sealed class InterruptingClock : TimeProvider
    {
        public Action? Interruption { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            Interruption?.Invoke();
            return DateTimeOffset.UnixEpoch;
        }
    }
}
