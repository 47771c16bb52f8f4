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
    public static string CodeOf(this GrainCluster cluster, NewTotp begun) =>
        $"{Totp.CodeAt(BytesOf(begun.Secret), Totp.StepAt(cluster.Clock.GetUtcNow())):D6}";

    /// <summary>Base32 back to bytes (RFC 4648, 6).</summary>
    private static byte[] BytesOf(string base32)
    {
        var bits = string.Concat(base32.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
