using Actors.Mfa;
using Actors.Testing;
using Actors.Tests.Users;

namespace Actors.Tests.Mfa;

/// <summary>Sets up second factors for accounts.</summary>
internal static class SecondFactors
{
    /// <summary>Sets one up and answers with its recovery codes.</summary>
    public static async Task<IReadOnlyList<string>> EnrolAsync(this GrainCluster cluster, string userId)
    {
        var mfa = cluster.Grains.GetUserMfa(userId);
        var begun = await mfa.BeginTotpAsync(Accounts.Origin);
        var confirmed = await mfa.ConfirmTotpAsync(cluster.CodeOf(begun!), Accounts.Origin);
        Assert.NotNull(confirmed);
        return confirmed.Codes;
    }

    /// <summary>The code of the cluster's now.</summary>
    public static string CodeOf(this GrainCluster cluster, NewTotp begun) => Authenticator.CodeAt(cluster.Clock.GetUtcNow(), begun.Secret);
}
