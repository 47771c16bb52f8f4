using Actors.Audit;

namespace Actors.Tests.Audit;

public sealed class AuditDetailTests
{
    // As sha256sum tells it.
    private const string HashOfAda = "sha256:b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72";
    private const string HashOfTheHomeOfAda = "sha256:a0c57632039f1775824631e5941d23af27cf78bce6157758666e80c0e51aa0d2";

    [Theory]
    [InlineData("usr_1")]
    [InlineData("auth/ip:203.0.113.9")]
    [InlineData("auth/ip:2001:db8::/64")]
    [InlineData("account:usr_1")]
    public void A_key_is_told_as_it_is(string key) => Assert.Equal(key, AuditDetail.KeyOf(key));

    [Theory]
    [InlineData("ada@example.com", HashOfAda)]
    [InlineData("account:ada@example.com", $"account:{HashOfAda}")]
    [InlineData("auth/account:ada@example.com", $"auth/account:{HashOfAda}")]
    [InlineData("mine/key:team/ada@example.com", "mine/key:sha256:cf844e040189314dc3f35b34963fad88e8333f78b3aa40cd397402e37e10a34c")]
    [InlineData("ada/home@example.com", HashOfTheHomeOfAda)]
    [InlineData("auth/account:ada/home@example.com", $"auth/account:{HashOfTheHomeOfAda}")]
    public void Of_an_address_in_a_key_the_hash_is_told(string key, string expected) => Assert.Equal(expected, AuditDetail.KeyOf(key));
}
