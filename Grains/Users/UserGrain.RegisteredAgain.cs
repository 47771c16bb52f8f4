using Actors.Audit;
using Actors.Users.Passwords;

namespace Actors.Users;

internal sealed partial class UserGrain
{
    /// <summary>How often strangers who register the address again may cause a mail.</summary>
    private static readonly TimeSpan RegisteredAgainPause = TimeSpan.FromHours(1);

    public async Task<RegisterResult> RegisterAgainAsync(Registration registration, RequestOrigin origin)
    {
        if (!user.State.Exists || !EmailAddress.TryParse(registration.Email, out var email))
        {
            return RegisterResult.EmailTaken;
        }

        var weaknesses = await policy.CheckAsync(registration.Password!, new PasswordOwner(email, registration.DisplayName));

        if (!weaknesses.IsEmpty)
        {
            return RegisterResult.Weak(weaknesses);
        }

        // For its time alone: a free address costs a hash.
        await hasher.HashAsync(registration.Password!);

        var (now, told) = (clock.GetUtcNow(), user.State.RegisteredAgainAt);
        var isTold = told is { } at && now - at < RegisteredAgainPause;

        await SaveAsync(
            user.State with { RegisteredAgainAt = isTold ? told : now },
            origin,
            new AuditEntry("user.register", "email_taken"),
            isTold ? [] : [mails.RegisteredAgain(user.State.Email!)]);
        return RegisterResult.EmailTaken;
    }
}
