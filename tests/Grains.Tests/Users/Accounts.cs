using Actors.Storage;
using Actors.Testing;
using Actors.Users;
using Actors.Users.Passwords;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Tests.Users;

/// <summary>What most tests of accounts begin with.</summary>
internal static class Accounts
{
    public const string RightPassword = HttpAccounts.Password;
    public const string WrongPassword = "a lantern under cold water";

    public static readonly RequestOrigin Origin = new("req-1", "203.0.113.7", "a browser", null);

    public static EmailAddress NewEmail() => Parse($"{Guid.NewGuid():N}@example.com");

    public static EmailAddress Parse(string text)
    {
        Assert.True(EmailAddress.TryParse(text, out var email));
        return email;
    }

    public static async Task<UserProfile> RegisterAsync(this GrainCluster cluster, EmailAddress? email = null, bool administrator = false)
    {
        email ??= NewEmail();
        var result = await cluster.Grains.GetLoginName(email)
            .RegisterAsync(new Registration(email.Display, RightPassword, Administrator: administrator), Origin);
        Assert.Equal(RegisterOutcome.Registered, result.Outcome);
        return result.User!;
    }

    public static Task<SignInResult> SignInAsync(this GrainCluster cluster, string userId, string password = RightPassword, string? deviceToken = null) =>
        cluster.Grains.GetUserSignIn(userId).SignInAsync(new SignInAttempt(password, deviceToken), Origin);

    public static async Task FailAsync(this GrainCluster cluster, string userId, int times, string? deviceToken = null)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.Equal(SignInOutcome.InvalidCredentials, (await cluster.SignInAsync(userId, WrongPassword, deviceToken)).Outcome);
        }
    }

    /// <summary>How many passwords all silos have hashed.</summary>
    public static long HashesComputed(this GrainCluster cluster) =>
        cluster.Silos.Sum(silo => silo.ServiceProvider.GetRequiredService<HashingMeter>().HashesComputed);

    /// <summary>The accounts that owe something to their sessions or their addresses.</summary>
    public static async Task<string[]> BehindAsync(this GrainCluster cluster) => [.. await ((IUserIndex)cluster.Storage).ListBehindAsync(10)];

    /// <summary>The token in the last mail to this address.</summary>
    public static string MailedToken(this GrainCluster cluster, string address) => MailedToken(cluster.Storage, address);

    public static string MailedToken(TestStorage storage, string address)
    {
        var text = storage.Mails.Last(m => m.To == address).Text;
        return text[(text.IndexOf("Token: ", StringComparison.Ordinal) + "Token: ".Length)..].Trim();
    }
}
