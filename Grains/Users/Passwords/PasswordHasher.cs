using Microsoft.Extensions.Options;

namespace Actors.Users.Passwords;

internal sealed class PasswordHasher(HashingPool pool, HashingMeter meter, IOptions<PasswordOptions> options) : IPasswordHasher
{
    // What an unknown user's password is compared with: one for all, so that it looks and costs the same each time.
    private readonly StoredHash _unmatchable = options.Value.Algorithm == PasswordAlgorithm.Bcrypt
        ? BcryptSha384Hash.Unmatchable(options.Value.BcryptCost)
        : Pbkdf2Hash.Unmatchable(options.Value.Pbkdf2Iterations);

    public async ValueTask<string> HashAsync(string password, CancellationToken cancellationToken) =>
        await pool.RunAsync(() => Hash(password), cancellationToken);

    public async ValueTask<PasswordVerdict> VerifyAsync(string password, string? hash, CancellationToken cancellationToken) =>
        await pool.RunAsync(() => Verify(password, hash), cancellationToken);

    public bool CanVerify(string? hash) => StoredHash.Parse(hash) is not null;

    private string Hash(string password)
    {
        var text = PasswordText.From(password);

        if (!text.IsPossible)
        {
            throw new ArgumentException("The password is no text that can be hashed; the policy refuses it.", nameof(password));
        }

        meter.HashComputed();

        return options.Value.Algorithm == PasswordAlgorithm.Bcrypt
            ? BcryptSha384Hash.Create(text, options.Value.BcryptCost).ToString()
            : Pbkdf2Hash.Create(text, options.Value.Pbkdf2Iterations).ToString();
    }

    private PasswordVerdict Verify(string password, string? hash)
    {
        var (stored, text) = (StoredHash.Parse(hash) ?? _unmatchable, PasswordText.From(password));
        var (matches, isCurrent) = (Matches(stored, text), stored.IsCurrent(options.Value));

        // A hash of another kind may be cheap, and an answer that comes sooner than an unknown user's, or later, would say that the account exists.
        foreach (var rest in matches || isCurrent ? [] : stored.UpTo(options.Value))
        {
            Matches(rest, text);
        }

        return new PasswordVerdict(matches, matches && !isCurrent);
    }

    private bool Matches(StoredHash stored, PasswordText text)
    {
        meter.HashComputed();
        return stored.Matches(text);
    }
}
