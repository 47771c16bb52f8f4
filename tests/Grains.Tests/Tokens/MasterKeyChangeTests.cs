using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Actors.Mfa;
using Actors.Sessions;
using Actors.Testing;
using Actors.Tests.Users;
using Actors.Tokens;
using Actors.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Tests.Tokens;

/// <summary>Another master key takes the place of the one that everything was encrypted and derived under.</summary>
public sealed class MasterKeyChangeTests
{
    private const string Context = "usr_1";

    private readonly MasterKey _former = MasterKey.Parse(MasterKey.Generate());
    private readonly MasterKey _present;

    public MasterKeyChangeTests() => _present = MasterKey.Parse(MasterKey.Generate()).AndFormerly(_former);

    [Fact]
    public void What_was_encrypted_under_the_former_key_is_read_and_reencrypted()
    {
        var secret = "a secret"u8.ToArray();
        var old = _former.Protect("purpose", Context, secret);

        var reencrypted = _present.Reencrypt("purpose", Context, old);

        Assert.Equal(secret, _present.Unprotect("purpose", Context, old));
        Assert.Equal(secret, _present.Unprotect("purpose", Context, reencrypted));
        Assert.Throws<MasterKeyException>(() => _former.Unprotect("purpose", Context, reencrypted));
        Assert.Equal(reencrypted, _present.Reencrypt("purpose", Context, reencrypted));
    }

    [Fact]
    public void A_key_that_was_never_named_is_not_read() =>
        Assert.Throws<MasterKeyException>(() => MasterKey.Parse(MasterKey.Generate()).AndFormerly(_former)
            .Unprotect("purpose", Context, MasterKey.Parse(MasterKey.Generate()).Protect("purpose", Context, [1])));

    [Fact]
    public void Recovery_codes_of_before_are_good_and_spent_like_others()
    {
        var (codes, hashes, key) = new RecoveryCodes(_former).Generate(Context);

        var rest = new RecoveryCodes(_present).Spend(hashes, key, Context, codes[0]);

        Assert.Equal(9, rest?.Length);
        Assert.Null(new RecoveryCodes(_present).Spend(rest!.Value, key, Context, codes[0]));
    }

    [Fact]
    public void Recovery_codes_without_a_key_of_their_own_are_good_while_the_former_master_key_is_named()
    {
        var derived = _former.Derive("recovery-codes");
        var hash = Convert.ToHexStringLower(HMACSHA256.HashData(derived, Encoding.UTF8.GetBytes($"{Context}|ABCDEFGHJKLM")));

        Assert.Empty(Assert.NotNull(new RecoveryCodes(_present).Spend([hash], null, Context, "ABCD-EFGH-JKLM")));
    }

    [Fact]
    public void Put_under_the_present_key_a_second_factor_needs_the_former_no_more()
    {
        var formerly = new SecondFactor(_former, new RecoveryCodes(_former));
        var (begun, _) = formerly.Begin(MfaState.None, Context, "Actors", "ann@example.com");
        var (mfa, shown) = formerly.WithNewRecoveryCodes(begun with { Secret = begun.Unconfirmed }, Context);
        var present = new SecondFactor(_present, new RecoveryCodes(_present));

        var reencrypted = present.UnderPresentKey(mfa, Context);

        Assert.All([reencrypted.Secret!, reencrypted.Unconfirmed!, reencrypted.RecoveryKey!], secret => Assert.Equal(_present.Id, MasterKey.IdOf(secret)));
        Assert.Equal(reencrypted, present.UnderPresentKey(reencrypted, Context));
        Assert.NotNull(present.Accept(reencrypted, Context, totpCode: null, shown.Codes[0], DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void An_authenticators_secret_goes_under_the_present_key_when_its_code_is_accepted()
    {
        var now = DateTimeOffset.UnixEpoch.AddDays(20_000);
        var secret = Totp.NewSecret();
        var code = Totp.CodeAt(secret, Totp.StepAt(now)).ToString("D6", CultureInfo.InvariantCulture);
        var mfa = new MfaState { Secret = _former.Protect("totp", Context, secret) };

        var accepted = new SecondFactor(_present, new RecoveryCodes(_present)).Accept(mfa, Context, code, recoveryCode: null, now);

        Assert.Equal(secret, TotpEnrolment.Open(_present, Context, accepted!.Secret!));
        Assert.Throws<MasterKeyException>(() => TotpEnrolment.Open(_former, Context, accepted.Secret!));
    }

    [Fact]
    public async Task Signing_keys_and_refresh_tokens_outlive_the_change_and_the_ring_is_reencrypted()
    {
        var present = MasterKey.Generate();
        await using var cluster = await GrainCluster.StartAsync();
        var user = await cluster.RegisterAsync();
        var tokens = (await cluster.SignInAsync(user.Id)).Tokens!;
        var ring = await cluster.Grains.GetKeyRing().GetAsync();

        await using var changed = await ChangeAsync(cluster, present);

        var reencrypted = await changed.Grains.GetKeyRing().GetAsync();
        Assert.Equal(ring.Keys.Select(k => k.Kid), reencrypted.Keys.Select(k => k.Kid));
        Assert.All(reencrypted.Keys, key => Assert.NotEmpty(key.DecryptSecret(MasterKey.Parse(present))));
        Assert.Equal(RefreshOutcome.Refreshed, (await changed.Grains.GetSession(tokens.SessionId).RefreshAsync(tokens.RefreshToken, Accounts.Origin)).Outcome);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_name_stays_locked_whether_it_is_registered_or_not(bool isRegistered)
    {
        await using var cluster = await GrainCluster.StartAsync();
        var name = isRegistered ? (await cluster.RegisterAsync()).Id : GrainKeys.MadeUpUserId(Accounts.NewEmail());
        await cluster.FailAsync(name, 5);

        await using var changed = await ChangeAsync(cluster, MasterKey.Generate());

        Assert.Equal(SignInOutcome.Locked, (await changed.SignInAsync(name)).Outcome);
    }

    /// <summary>The same rows under another master key, beside the former one.</summary>
    private static Task<GrainCluster> ChangeAsync(GrainCluster cluster, string masterKey) => GrainCluster.StartAsync(
        options: new Dictionary<string, string?>
        {
            ["Tokens:MasterKey"] = masterKey,
            ["Tokens:PreviousMasterKey"] = GrainCluster.Defaults["Tokens:MasterKey"],
        },
        services: services => services.AddKeyedSingleton<Orleans.Storage.IGrainStorage>(Actors.Storage.StorageNames.Default, cluster.Storage));
}
