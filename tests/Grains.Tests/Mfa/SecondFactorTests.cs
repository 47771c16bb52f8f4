using Actors.Mfa;
using Actors.Testing;
using Actors.Tokens;
using Actors.Users;

namespace Actors.Tests.Mfa;

public sealed class SecondFactorTests
{
    [Fact]
    public void A_recovery_code_beside_a_code_is_not_used_up()
    {
        var (master, now) = (MasterKey.Parse(MasterKey.Generate()), new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
        var factor = new SecondFactor(master, new RecoveryCodes(master));
        var (begun, shown) = factor.Begin(MfaState.None, "usr_1", "Actors", "ann@example.com");
        var (mfa, codes) = factor.Confirm(begun, "usr_1", Authenticator.CodeAt(now, shown.Secret), now)!.Value;
        now = now.AddSeconds(30);

        var accepted = factor.Accept(mfa, "usr_1", Authenticator.CodeAt(now, shown.Secret), codes.Codes[0], now);

        Assert.Equal(mfa.RecoveryHashes.AsEnumerable(), accepted?.RecoveryHashes);
        Assert.Null(factor.Accept(mfa, "usr_1", "000000", codes.Codes[0], now));
    }
}
