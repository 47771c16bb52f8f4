namespace Actors.Users;

/// <summary>An account's e-mail address. The same grain as <see cref="IUserGrain"/>.</summary>
[Alias("users.IUserEmailGrain")]
public interface IUserEmailGrain : IGrainWithStringKey
{
    /// <summary>Mails a token that verifies the present address, unless it is verified and the account does not wait for that. An account that does not exist does the same work and mails nothing.</summary>
    [Alias("RequestVerification"), ResponseTimeout(CallTimeouts.Hashing)]
    Task RequestVerificationAsync(RequestOrigin origin);

    /// <summary>Verifies the present address on the strength of a mailed token.</summary>
    [Alias("Verify"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<EmailOutcome> VerifyAsync(string token, RequestOrigin origin);

    /// <summary>Mails a token to <paramref name="email"/> that makes it the account's address.</summary>
    [Alias("RequestChange"), ResponseTimeout(CallTimeouts.Hashing)]
    Task RequestChangeAsync(EmailAddress email, RequestOrigin origin);

    /// <summary>The addresses of a change that this token would make; null when it would make none.</summary>
    [Alias("DescribeChange"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<EmailChange?> DescribeChangeAsync(string token);
}

/// <param name="Present">The account's address now.</param>
/// <param name="Next">The address that it is to have.</param>
[GenerateSerializer, Immutable, Alias("users.EmailChange")]
public sealed record EmailChange(EmailAddress Present, EmailAddress Next);
