using Actors.Testing;
using Actors.Users;
using Actors.Users.Passwords;

namespace Actors.Tests.Users;

/// <summary>Hashes that would not be made so today, replaced while the password is at hand.</summary>
public sealed class RehashTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private const string Password = "correct horse battery";

    private readonly GrainCluster _cluster = fixture.Cluster;

    [Theory]
    [InlineData("$2b$05$abcdefghijklmnopqrstuuD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo.", Password)]
    [InlineData("$pbkdf2-sha256$i=1000$AAECAwQFBgcICQoLDA0ODw$AhaeZ02AwPxykuhhDI8XvhQN8GKvmqM+qF6qvs/98I0", Password)]
    [InlineData("AQAAAAEAA9CQAAAAIESkQuj2Du8Y+kbc5lcN/W/3NiAZFEm11P27nrSN5/tId+bR1SwV8CO1Jd72r4C08OLvplNlCDc3oQZ8efcW+jQ=", "my password")]
    public async Task An_imported_hash_is_replaced_at_the_next_sign_in_and_then_stays(string imported, string password)
    {
        var userId = await ImportAsync(_cluster, imported);
        Assert.Equal(imported, StoredHashOf(_cluster, userId));

        Assert.Equal(SignInOutcome.SignedIn, (await _cluster.SignInAsync(userId, password)).Outcome);
        var replaced = StoredHashOf(_cluster, userId);
        Assert.StartsWith(BcryptSha384Hash.Prefix + "2b$04$", replaced, StringComparison.Ordinal);

        Assert.Equal(SignInOutcome.SignedIn, (await _cluster.SignInAsync(userId, password)).Outcome);
        Assert.Equal(replaced, StoredHashOf(_cluster, userId));
    }

    [Fact]
    public async Task A_wrong_password_replaces_nothing()
    {
        const string imported = "$2b$05$abcdefghijklmnopqrstuuD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo.";
        var userId = await ImportAsync(_cluster, imported);

        Assert.Equal(SignInOutcome.InvalidCredentials, (await _cluster.SignInAsync(userId, Accounts.WrongPassword)).Outcome);

        Assert.Equal(imported, StoredHashOf(_cluster, userId));
    }

    [Fact]
    public async Task A_hash_of_the_former_algorithm_is_replaced_as_well()
    {
        await using var cluster = await GrainCluster.StartAsync(options: [KeyValuePair.Create<string, string?>("Passwords:Algorithm", "Pbkdf2")]);
        var userId = await ImportAsync(cluster, "$actors-bcrypt-sha384$2b$05$abcdefghijklmnopqrstuuNMKqcFJGxQCGMliw171gfrcp/7NhryK");

        Assert.Equal(SignInOutcome.SignedIn, (await cluster.SignInAsync(userId, Password)).Outcome);

        Assert.StartsWith(Pbkdf2Hash.OwnPrefix, StoredHashOf(cluster, userId), StringComparison.Ordinal);
        Assert.Equal(SignInOutcome.SignedIn, (await cluster.SignInAsync(userId, Password)).Outcome);
    }

    private static async Task<string> ImportAsync(GrainCluster cluster, string hash)
    {
        var email = Accounts.NewEmail();
        var result = await cluster.Grains.GetLoginName(email)
            .RegisterAsync(new Registration(email.Display, Password: null, PasswordHash: hash, IsImport: true), Accounts.Origin);
        Assert.Equal(RegisterOutcome.Registered, result.Outcome);
        return result.User!.Id;
    }

    private static string? StoredHashOf(GrainCluster cluster, string userId) =>
        cluster.Storage.Rows<UserState>("user").Single(row => row.Key == userId).State.PasswordHash;
}
