using System.Net;
using Actors.RateLimits;
using Actors.Users;

namespace Actors.Tests.RateLimits;

public sealed class RateLimitSubjectTests
{
    [Theory]
    [InlineData("203.0.113.9", "ip:203.0.113.9")]
    [InlineData("::ffff:203.0.113.9", "ip:203.0.113.9")]
    [InlineData("2001:db8:1:2:3:4:5:6", "ip:2001:db8:1:2::/64")]
    [InlineData("2001:0DB8:0001:0002::", "ip:2001:db8:1:2::/64")]
    [InlineData("fe80::1%3", "ip:fe80::/64")]
    [InlineData("::1", "ip:::/64")]
    public void An_address_counts_by_the_network_that_one_client_has(string address, string expected) =>
        Assert.Equal(expected, RateLimitSubject.Ip(IPAddress.Parse(address)).Text);

    [Theory]
    [InlineData("Ada@Example.COM")]
    [InlineData("  ada@example.com ")]
    [InlineData("ａｄａ@example.com")]
    public void An_account_counts_once_however_its_name_is_written(string name) =>
        Assert.Equal("account:ada@example.com", RateLimitSubject.Account(name).Text);

    [Theory]
    [InlineData("account:ada@m\u00fcller.example")]
    [InlineData("ada@m\u00fcller.example")]
    [InlineData("Ada@xn--mller-kva.example")]
    public void An_administrator_finds_the_bucket_that_sign_ins_of_an_address_count_in(string named)
    {
        var auth = RateLimitTiers.All.Single(tier => tier.Name == RateLimitTiers.Auth);
        var counted = RateLimitSubject.Account(EmailAddress.Parse("ada@m\u00fcller.example")!.Normalized);

        Assert.Contains(counted, RateLimitSubject.Meant(auth, named));
    }

    [Fact]
    public void A_device_of_an_account_counts_apart_and_is_named_to_administrators_without_its_token()
    {
        var subject = RateLimitSubject.AccountDevice(" ADA@example.com", "dt_1");

        Assert.Matches("^account:ada@example.com/[0-9a-f]{16}$", subject.Text);
        Assert.NotEqual(RateLimitSubject.AccountDevice("ada@example.com", "dt_2"), subject);
        Assert.Equal(subject, RateLimitSubject.Parse(RateLimitTiers.All.Single(tier => tier.Name == RateLimitTiers.Auth), subject.Text));
    }

    [Fact]
    public void A_long_key_is_hashed()
    {
        var text = RateLimitSubject.Key(RateLimitScope.User, new string('a', 129)).Text;

        Assert.Equal(RateLimitSubject.Key(RateLimitScope.User, new string('a', 129)).Text, text);
        Assert.NotEqual(RateLimitSubject.Key(RateLimitScope.User, new string('a', 130)).Text, text);
        Assert.StartsWith("key:sha256:", text, StringComparison.Ordinal);
        Assert.Equal("key:sha256:".Length + 64, text.Length);
    }

    [Theory]
    [InlineData('\n')]
    [InlineData('\0')]
    [InlineData('\ud800')]
    public void A_key_that_no_log_could_show_is_hashed(char unseen) =>
        Assert.StartsWith("key:sha256:", RateLimitSubject.Key(RateLimitScope.User, $"a{unseen}b").Text, StringComparison.Ordinal);

    [Fact]
    public void Broken_surrogates_in_an_account_name_are_a_name_of_their_own() =>
        Assert.NotEqual(RateLimitSubject.Account("a\ud800"), RateLimitSubject.Account("a\ud801"));

    [Fact]
    public void What_is_no_character_makes_an_account_name_one_of_its_own()
    {
        Assert.NotEqual(RateLimitSubject.Account("a\ufffe"), RateLimitSubject.Account("b\ufffe"));
        Assert.StartsWith("key:sha256:", RateLimitSubject.Key(RateLimitScope.Account, "a\ufffe").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RateLimitScope.Ip, "::ffff:203.0.113.9", "key:203.0.113.9")]
    [InlineData(RateLimitScope.Ip, "2001:db8::1", "key:2001:db8::/64")]
    [InlineData(RateLimitScope.Ip, "203.0.113.9", "key:203.0.113.9")]
    [InlineData(RateLimitScope.Ip, "not an address", "key:not an address")]
    [InlineData(RateLimitScope.Ip, "4711", "key:4711")]
    [InlineData(RateLimitScope.Ip, "010.0.0.1", "key:010.0.0.1")]
    [InlineData(RateLimitScope.Ip, "0x7f.1", "key:0x7f.1")]
    [InlineData(RateLimitScope.Account, "ADA@example.com", "key:ada@example.com")]
    [InlineData(RateLimitScope.User, "ADA", "key:ADA")]
    [InlineData(RateLimitScope.Global, "whatever", "key:global")]
    public void A_key_of_another_program_is_normalised_as_the_scope_says(RateLimitScope scope, string key, string expected) =>
        Assert.Equal(expected, RateLimitSubject.Key(scope, key).Text);

    [Theory]
    [InlineData("auth", "ip:::ffff:203.0.113.9", "ip:203.0.113.9")]
    [InlineData("auth", "ip:2001:db8:1:2::/64", "ip:2001:db8:1:2::/64")]
    [InlineData("auth", "account:Ada@example.com", "account:ada@example.com")]
    [InlineData("auth", "user:usr_1", "user:usr_1")]
    [InlineData("auth", "api_key:key_1", "api_key:key_1")]
    [InlineData("auth", "global", "global")]
    [InlineData("auth", "key:user:usr_1", "key:user:usr_1")]
    [InlineData("auth", "ip:nonsense", "key:ip:nonsense")]
    [InlineData("auth", "ip:127.1", "key:ip:127.1")]
    [InlineData("mine", "user:usr_1", "key:user:usr_1")]
    [InlineData("mine", "key:user:usr_1", "key:user:usr_1")]
    [InlineData("mine", "a/b", "key:a/b")]
    public void An_administrator_names_a_bucket_as_it_is_listed(string policy, string text, string expected)
    {
        var tier = RateLimitTiers.All.Single(t => t.Name == RateLimitTiers.Default) with { Name = policy };

        Assert.Equal(expected, RateLimitSubject.Parse(tier, text).Text);
    }

    [Theory]
    [InlineData("auth", "127.0.0.1", "ip:127.0.0.1 key:127.0.0.1")]
    [InlineData("auth", "2001:db8:1:2::/64", "ip:2001:db8:1:2::/64 key:2001:db8:1:2::/64")]
    [InlineData("default", "usr_1", "user:usr_1 account:usr_1 key:usr_1")]
    [InlineData("service", "key_1", "api_key:key_1 key:key_1")]
    [InlineData("auth", "Ada@example.com", "account:ada@example.com key:Ada@example.com")]
    [InlineData("auth", "customer-7", "key:customer-7")]
    [InlineData("default", "user:42", "user:42 key:user:42")]
    [InlineData("default", "ip:127.0.0.1", "ip:127.0.0.1 key:ip:127.0.0.1")]
    [InlineData("default", "global", "global key:global")]
    [InlineData("default", "key:usr_1", "key:usr_1")]
    [InlineData("default", "key:user:42", "key:user:42")]
    [InlineData("mine", "127.0.0.1", "key:127.0.0.1")]
    [InlineData("mine", "user:42", "key:user:42")]
    public void Under_a_tier_a_text_is_whom_we_count_and_a_key_of_another_program(string policy, string text, string expected)
    {
        var tier = RateLimitTiers.All.Single(t => t.Name == RateLimitTiers.Default) with { Name = policy };

        Assert.Equal(expected, string.Join(' ', RateLimitSubject.Meant(tier, text)));
    }

    [Fact]
    public void The_key_of_a_bucket_splits_into_policy_and_subject() =>
        Assert.Equal(("auth", "ip:2001:db8::/64"), GrainKeys.SplitRateLimit("auth/ip:2001:db8::/64"));
}
