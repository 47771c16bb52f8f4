using System.Collections.Immutable;
using Microsoft.Extensions.Options;

namespace Actors.Users.Passwords;

/// <summary>Whether a password may be chosen. No composition rules: length, and that it cannot be guessed (NIST SP 800-63B 5.1.1.2).</summary>
internal sealed class PasswordPolicy(
    HashingPool pool, PasswordStrength strength, RefusedPasswords refused, IOptions<PasswordOptions> options)
{
    /// <summary>The reasons to refuse it; none when it is accepted.</summary>
    /// <exception cref="HashingBusyException">Judging takes milliseconds of one core, so it queues with the hashes.</exception>
    public async ValueTask<ImmutableArray<PasswordProblem>> CheckAsync(
        string password, PasswordOwner owner, CancellationToken cancellationToken = default)
    {
        // What is too long is never judged.
        if (PasswordLength.Problem(password, options.Value.MinimumLength) is { } problem)
        {
            return [problem];
        }

        return await pool.RunAsync(() => Judge(password, owner), cancellationToken);
    }

    private ImmutableArray<PasswordProblem> Judge(string password, PasswordOwner owner)
    {
        if (!PasswordText.TryNormalize(password, out var normalized))
        {
            return [PasswordProblem.InvalidCharacter];
        }

        var judgement = strength.Judge(normalized, owner.Guessable(options.Value.Product));
        var problems = ImmutableArray.CreateBuilder<PasswordProblem>();

        if (judgement.IsCommon || refused.Contains(normalized))
        {
            problems.Add(PasswordProblem.Common);
        }

        if (owner.Forbidden.Any(word => normalized.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            problems.Add(PasswordProblem.ContainsOwnWords);
        }

        if (judgement.Score < options.Value.MinimumScore)
        {
            problems.Add(PasswordProblem.TooWeak);
        }

        return problems.ToImmutable();
    }
}
