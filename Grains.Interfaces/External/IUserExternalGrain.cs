using System.Collections.Immutable;
using Actors.Users;

namespace Actors.External;

/// <summary>An account's sign-in by way of OpenID providers. The same grain as <see cref="IUserGrain"/>.</summary>
[Alias("external.IUserExternalGrain")]
public interface IUserExternalGrain : IGrainWithStringKey
{
    /// <summary>
    /// Lets a user of a provider sign in to this account from now on, if the account's own address is verified and is
    /// <paramref name="normalizedEmail"/>, which the provider has verified too. May be repeated.
    /// </summary>
    [Alias("Link"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<LinkOutcome> LinkAsync(ExternalIdentity identity, string normalizedEmail, RequestOrigin origin);

    /// <summary>Signs in whom a provider has vouched for; asks for the second factor where there is one. Null when the identity is not this account's.</summary>
    [Alias("SignInExternally"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<SignInResult?> SignInExternallyAsync(ExternalIdentity identity, SecondFactorAttempt attempt, RequestOrigin origin);

    /// <summary>Who may sign in to this account by way of providers.</summary>
    [Alias("ListIdentities"), AlwaysInterleave]
    Task<ImmutableArray<ExternalIdentity>> ListIdentitiesAsync();

    /// <summary>
    /// Lets the identity sign in no more, and tells the owner; false when it is not this account's. Sessions that it opened go on.
    /// It is linked again where the provider vouches for the account's address once more.
    /// </summary>
    /// <param name="id">The identity's <see cref="ExternalIdentity.Id"/>.</param>
    /// <param name="origin">Who asks.</param>
    [Alias("Unlink"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<bool> UnlinkAsync(string id, RequestOrigin origin);
}

/// <param name="DeviceToken">What an earlier sign-in from this device was given.</param>
/// <param name="TotpCode">Six digits (RFC 6238).</param>
/// <param name="RecoveryCode">One of the ten codes.</param>
[GenerateSerializer, Immutable, Alias("external.SecondFactorAttempt")]
public sealed record SecondFactorAttempt(string? DeviceToken = null, string? TotpCode = null, string? RecoveryCode = null)
{
    /// <summary>Names no secret.</summary>
    public override string ToString() => nameof(SecondFactorAttempt);
}

/// <summary>How linking ended.</summary>
[GenerateSerializer, Alias("external.LinkOutcome")]
public enum LinkOutcome
{
    /// <summary>The identity is the account's.</summary>
    Linked,

    /// <summary>The account has not shown that the address is its own: whoever made it may not be who the provider knows.</summary>
    AccountUnverified,

    /// <summary>There is no such account, or it has another address by now.</summary>
    NotFound,

    /// <summary>It has as many identities as it may have.</summary>
    TooMany,
}
