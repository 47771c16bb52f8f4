using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Actors.Storage;

namespace Actors.Users;

/// <summary>
/// Where failures are counted: one lane for strangers, one for each device that signed in before and proves it with its token, and one
/// for those who are signed in and give the password again. So strangers' guesses lock strangers out, and not the owner.
/// </summary>
[GenerateSerializer, Immutable, Alias("users.LockoutLanes")]
internal sealed record LockoutLanes
{
    public static readonly LockoutLanes Open = new();

    /// <summary>The lane of those who are signed in; all others are named by hashes.</summary>
    public const string SignedInAlready = "signed-in";

    [Id(0)] public LoginFailures Strangers { get; init; } = LoginFailures.None;

    [Id(1)] public ImmutableArray<DeviceLane> Devices { get; init; } = [];

    /// <summary>Null: none, as with nearly every account.</summary>
    [Id(2)] public LoginFailures? Confirmations { get; init; }

    /// <summary>The hash of the device whose token this is, or null: the strangers' lane.</summary>
    public string? LaneOf(string? deviceToken)
    {
        if (deviceToken is null)
        {
            return null;
        }

        var hash = HashOf(deviceToken);
        return Devices.Any(d => SecretText.AreEqual(d.TokenHash, hash)) ? hash : null;
    }

    public LoginFailures FailuresIn(string? lane) => lane switch
    {
        null => Strangers,
        SignedInAlready => Confirmations ?? LoginFailures.None,
        _ => Devices.First(d => d.TokenHash == lane).Failures,
    };

    public LockoutLanes With(string? lane, LoginFailures failures) => lane switch
    {
        null => this with { Strangers = failures },
        SignedInAlready => this with { Confirmations = failures },
        _ => this with { Devices = [.. Devices.Select(d => d.TokenHash == lane ? d with { Failures = failures } : d)] },
    };

    /// <summary>After a sign-in: the lane is clear, and the device is known by <paramref name="deviceToken"/>.</summary>
    /// <remarks>The strangers' lane is cleared by the password alone: with what a provider vouches for, nobody has shown to be no guesser.</remarks>
    public LockoutLanes SignedIn(string? lane, string deviceToken, DateTimeOffset now, int maxDevices, bool byPassword = true)
    {
        var cleared = lane is null && !byPassword ? this : With(lane, LoginFailures.None);
        var device = new DeviceLane { TokenHash = HashOf(deviceToken), LastUsedAt = now };

        return cleared with
        {
            Devices = [device, .. cleared.Devices.Where(d => d.TokenHash != device.TokenHash).Take(maxDevices - 1)],
        };
    }

    /// <summary>Whether the owner is to hear of the next sign-in in this lane, a device's, though the device is known.</summary>
    public bool IsToBeTold(string lane) => Devices.Any(d => d.TokenHash == lane && d.IsOfFormerPassword);

    /// <summary>The lanes after a new password: every count at zero, and each device to be told of once more.</summary>
    public LockoutLanes WithNewPassword()
    {
        var cleared = Cleared();
        return cleared with { Devices = [.. cleared.Devices.Select(d => d with { IsOfFormerPassword = true })] };
    }

    /// <summary>The lanes with every count at zero, as an administrator's unlock leaves them.</summary>
    public LockoutLanes Cleared() => this with
    {
        Strangers = LoginFailures.None,
        Devices = [.. Devices.Select(d => d with { Failures = LoginFailures.None })],
        Confirmations = null,
    };

    // A token has 256 random bits, so a plain hash is enough.
    private static string HashOf(string deviceToken) => SecretText.Sha256Hex(deviceToken);
}

[GenerateSerializer, Immutable, Alias("users.DeviceLane")]
internal sealed record DeviceLane
{
    [JsonConverter(typeof(DigestConverter))]
    [Id(0)] public required string TokenHash { get; init; }

    [Id(1)] public required DateTimeOffset LastUsedAt { get; init; }

    [Id(2)] public LoginFailures Failures { get; init; } = LoginFailures.None;

    /// <summary>It was signed in from before the password was last set, and not since.</summary>
    [Id(3)] public bool IsOfFormerPassword { get; init; }
}
