using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.External;

/// <summary>What a user and an administrator see of the providers' identities that sign in to an account, and how these are unlinked.</summary>
[Collection(FederatedTests.Name)]
public sealed class FederatedIdentityTests
{
    private const string Own = "/api/v1/auth/identities";

    private readonly FederatedService _federated;

    public FederatedIdentityTests(FederatedService federated)
    {
        Servers.Require(federated.Missing);
        _federated = federated;
    }

    [Fact]
    public async Task A_user_lists_the_identities_and_unlinks_one_until_the_provider_vouches_for_the_address_again()
    {
        var user = await LinkedAsync();
        var identity = Assert.Single(await ListAsync(user.Client, Own));
        Assert.Equal(("local", _federated.Issuer, user.Email),
            (Text(identity, "provider"), Text(identity, "issuer"), Text(identity, "subject")));

        Assert.Equal(204, await UnlinkAsync(user.Client, $"{Own}/{Text(identity, "id")}"));

        Assert.Empty(await ListAsync(user.Client, Own));
        Assert.Contains(_federated.Issuer, await _federated.Service.Mail.TextAsync(user.Email, "A way to sign in is gone"), StringComparison.Ordinal);
        var newest = (await (await user.Client.GetAsync("/api/v1/auth/events?type=user.unlink")).JsonAsync()).GetProperty("items")[0];
        Assert.Equal(("success", _federated.Issuer), (Text(newest, "outcome"), newest.GetProperty("detail").GetProperty("issuer").GetString()));

        (await _federated.SignInAsync(_federated.NewBrowser(), user.Email)).EnsureSuccessStatusCode().Dispose();
        Assert.Equal(Text(identity, "id"), Text(Assert.Single(await ListAsync(user.Client, Own)), "id"));
    }

    [Fact]
    public async Task Nobody_unlinks_the_identity_of_another()
    {
        var (user, other) = (await LinkedAsync(), await _federated.Service.NewUserAsync());
        var id = Text(Assert.Single(await ListAsync(user.Client, Own)), "id");

        Assert.Empty(await ListAsync(other.Client, Own));
        await (await other.Client.DeleteAsync($"{Own}/{id}")).IsProblemAsync(404, "not_found");

        Assert.Single(await ListAsync(user.Client, Own));
    }

    [Fact]
    public async Task An_administrator_lists_and_unlinks_them_too()
    {
        var (admin, user) = (await _federated.Service.NewAdministratorAsync(), await LinkedAsync());
        var identities = $"/api/v1/admin/users/{user.UserId}/identities";
        var identity = Assert.Single(await ListAsync(admin, identities));
        Assert.Equal(user.Email, Text(identity, "subject"));

        Assert.Equal(204, await UnlinkAsync(admin, $"{identities}/{Text(identity, "id")}"));

        await (await admin.DeleteAsync($"{identities}/{Text(identity, "id")}")).IsProblemAsync(404, "not_found");
        Assert.Empty(await ListAsync(user.Client, Own));
    }

    private async Task<SignedIn> LinkedAsync()
    {
        var user = await _federated.NewVerifiedUserAsync();
        (await _federated.SignInAsync(_federated.NewBrowser(), user.Email)).EnsureSuccessStatusCode().Dispose();
        return user;
    }

    private static async Task<JsonElement[]> ListAsync(HttpClient client, string path) =>
        [.. (await (await client.GetAsync(path)).JsonAsync()).GetProperty("items").EnumerateArray()];

    private static async Task<int> UnlinkAsync(HttpClient client, string path)
    {
        using var unlinked = await client.DeleteAsync(path);
        return (int)unlinked.StatusCode;
    }

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();
}
