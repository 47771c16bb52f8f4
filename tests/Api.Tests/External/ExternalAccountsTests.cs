using Actors.Api.External;
using Actors.Api.Users;
using Actors.External;
using Actors.Testing;
using Actors.Users;
using Microsoft.Extensions.Options;

namespace Actors.Tests.External;

public sealed class ExternalAccountsTests
{
    [Fact]
    public async Task A_claim_that_its_account_does_not_know_shuts_nobody_out()
    {
        await using var cluster = await GrainCluster.StartAsync();
        Assert.True(EmailAddress.TryParse(HttpAccounts.NewEmail(), out var email));
        var identity = new ExternalIdentity("https://issuer.example", "ann");
        var user = (await cluster.Grains.GetLoginName(email).RegisterAsync(new Registration(email.Display, null, EmailVerified: true), RequestOrigin.System)).User!;
        await cluster.Grains.GetExternalIdentity(identity).SetAsync(user.Id);

        var accounts = new ExternalAccounts(cluster.Grains, Options.Create(new AccountsOptions()));
        var found = await accounts.FindAsync(identity, new ProviderClaims { Email = email.Display, EmailVerified = true }, RequestOrigin.System);

        Assert.Equal((user.Id, null), found);
        Assert.Equal([identity], await cluster.Grains.GetUserExternal(user.Id).ListIdentitiesAsync());
    }
}
