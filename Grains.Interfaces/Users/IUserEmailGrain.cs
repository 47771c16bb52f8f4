using System.Collections.Immutable;

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

    /// <summary>Mails a token to <paramref name="email"/> that makes it the account's address, while the session that asks goes on.</summary>
    [Alias("RequestChange"), ResponseTimeout(CallTimeouts.Hashing)]
    Task RequestChangeAsync(EmailAddress email, RequestOrigin origin);

    /// <summary>The address that this token would give the account; null when it would give none.</summary>
    [Alias("FindChange"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<EmailAddress?> FindChangeAsync(string token);

    /// <summary>The addresses that the account has left and that may still name it, in their normal form; of one that waits to be erased, too. For <see cref="FormerEmails"/>.</summary>
    [Alias("ListFormer"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<ImmutableArray<string>> ListFormerAsync();

    /// <summary>This address names the account no more. For <see cref="FormerEmails"/>.</summary>
    [Alias("ForgetFormer"), ResponseTimeout(CallTimeouts.Hashing)]
    Task ForgetFormerAsync(string normalizedEmail);
}

/// <summary>How a step with an e-mail address ended.</summary>
[GenerateSerializer, Alias("users.EmailOutcome")]
public enum EmailOutcome
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>The token is unknown, used or too old.</summary>
    InvalidToken,

    /// <summary>Another account has the address.</summary>
    EmailTaken,
}
