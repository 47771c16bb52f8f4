using Actors.Testing;
using Actors.Tokens;

namespace Actors.Tests.Mfa;

/// <summary>The master key is exchanged while users have second factors and do not sign in.</summary>
public sealed class MasterKeyExchangeTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _data = new();
    private readonly string _former = MasterKey.Generate();
    private readonly string _present = MasterKey.Generate();
    private string[] _database = [];

    public async ValueTask InitializeAsync() => _database = await ServiceDatabase.OptionsAsync();

    public ValueTask DisposeAsync()
    {
        _data.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Recovery_codes_and_authenticators_of_before_are_good_when_the_former_key_has_gone()
    {
        var email = HttpAccounts.NewEmail();
        string[] codes;
        string secret;
        var (late, lateSecret) = (HttpAccounts.NewEmail(), "");

        await using (var before = await StartAsync("--Tokens:MasterKey", _former))
        {
            secret = await BeginAsync(before, email);
            var confirmed = await (await before.Client.PostAsync("/api/v1/auth/mfa/totp/confirm", new { code = Authenticator.Code(secret) })).JsonAsync();
            lateSecret = await BeginAsync(before, late);
            codes = [.. confirmed.GetProperty("recovery_codes").EnumerateArray().Select(code => code.GetString()!)];
        }

        await using (var exchange = await StartAsync("--Tokens:MasterKey", _present, "--Tokens:PreviousMasterKey", _former))
        {
            await exchange.LineAsync(line => line.Contains("The second factors of 1 users are under", StringComparison.Ordinal));

            // Begun under the former key, and confirmed when all that was confirmed is under the present one.
            await exchange.Client.SignInAsync(late);
            await (await exchange.Client.PostAsync("/api/v1/auth/mfa/totp/confirm", new { code = Authenticator.Code(lateSecret) })).JsonAsync();
        }

        await using var after = await StartAsync("--Tokens:MasterKey", _present);
        await SignInAsync(after, new { email, password = HttpAccounts.Password, recovery_code = codes[0] });
        await SignInAsync(after, new { email, password = HttpAccounts.Password, totp_code = Authenticator.Code(secret, ahead: 1) });
        await SignInAsync(after, new { email = late, password = HttpAccounts.Password, totp_code = Authenticator.Code(lateSecret, ahead: 1) });
    }

    private static async Task<string> BeginAsync(ActorsProcess process, string email)
    {
        await process.Client.RegisterAsync(email);
        await process.Client.SignInAsync(email);
        return (await (await process.Client.PostAsync("/api/v1/auth/mfa/totp", content: null)).JsonAsync()).GetProperty("secret").GetString()!;
    }

    private Task<ActorsProcess> StartAsync(params string[] options) => ActorsProcess.StartAsync(_data.Path, ["--RateLimits:Enabled", "false", .. options, .. _database]);

    private static async Task SignInAsync(ActorsProcess process, object attempt)
    {
        using var response = await process.Client.PostAsync("/api/v1/auth/login", attempt);
        await response.JsonAsync();
    }
}
