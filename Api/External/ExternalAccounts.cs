using System.Text;
using Actors.Api.Errors;
using Actors.Api.Users;
using Actors.External;
using Actors.Users;
using Microsoft.Extensions.Options;

namespace Actors.Api.External;

/// <summary>Finds or makes the account of someone whom a provider has vouched for.</summary>
internal sealed class ExternalAccounts(IGrainFactory grains, IOptions<AccountsOptions> options)
{
    private const int MaxNameLength = 200;

    /// <summary>The account's id, or why there is none.</summary>
    public async Task<(string? UserId, Problem? Refused)> FindAsync(ExternalIdentity identity, ProviderClaims claims, RequestOrigin origin)
    {
        // A claim of which its account knows nothing, left by a call that went on too long, does not keep the address from deciding.
        if (await grains.GetExternalIdentity(identity).FindAsync() is { } known && (await grains.GetUserExternal(known).ListIdentitiesAsync()).Contains(identity))
        {
            return (known, null);
        }

        // From here on the address decides, so it has to be certain on both sides.
        // A look-alike in other characters, which the normal form makes one of, may be another's mailbox at the provider.
        if (!claims.EmailVerified
            || !EmailAddress.TryParse(claims.Email, out var email)
            || !claims.Email!.IsNormalized(NormalizationForm.FormKC))
        {
            return (null, new Problem(ErrorCodes.ExternalEmailUnverified));
        }

        var name = grains.GetLoginName(email);
        var owner = await name.FindAsync();

        if (owner is null)
        {
            if (options.Value.Registration != AccountsOptions.Open)
            {
                return (null, new Problem(ErrorCodes.RegistrationClosed));
            }

            var made = await name.RegisterAsync(new Registration(email.Display, null, NameOf(claims), EmailVerified: true), origin);
            owner = made.User?.Id ?? await name.FindAsync();
        }

        var linked = owner is null ? LinkOutcome.NotFound : await grains.GetUserExternal(owner).LinkAsync(identity, email.Normalized, origin);

        return linked switch
        {
            LinkOutcome.Linked => (owner, null),
            LinkOutcome.AccountUnverified => (null, new Problem(ErrorCodes.AccountEmailUnverified)),
            LinkOutcome.NotFound or LinkOutcome.TooMany => (null, new Problem(ErrorCodes.Conflict)),
            _ => throw new InvalidOperationException($"Unmapped link outcome '{linked}'."),
        };
    }

    private static string? NameOf(ProviderClaims claims) =>
        claims.Name is { Length: > 0 and <= MaxNameLength } name && !name.Any(char.IsControl) ? name : null;
}
