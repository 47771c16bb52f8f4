namespace Actors.Users.Passwords;

/// <summary>Hashes and verifies passwords on the <see cref="HashingPool"/>, never on the caller's thread.</summary>
/// <remarks>Both throw <see cref="HashingBusyException"/> when too many wait; then nothing was hashed.</remarks>
internal interface IPasswordHasher
{
    /// <summary>A new hash with the present algorithm and a fresh salt.</summary>
    ValueTask<string> HashAsync(string password, CancellationToken cancellationToken = default);

    /// <summary>Compares a password with a stored hash. No refusal costs less than one hash of the present algorithm: one for a hash of another kind costs that besides.</summary>
    /// <param name="password">What was typed.</param>
    /// <param name="hash">The stored hash; null, or one that cannot be read, matches nothing and costs a hash of the present algorithm.</param>
    /// <param name="cancellationToken">Gives up waiting; a hash that has begun is finished and thrown away.</param>
    ValueTask<PasswordVerdict> VerifyAsync(string password, string? hash, CancellationToken cancellationToken = default);

    /// <summary>Whether this is a hash that <see cref="VerifyAsync"/> can compare with: for imports.</summary>
    bool CanVerify(string? hash);
}

/// <param name="Matches">The password is the right one.</param>
/// <param name="NeedsRehash">It is right, and its hash is not of the present algorithm and parameters: hash it anew while the password is at hand.</param>
internal readonly record struct PasswordVerdict(bool Matches, bool NeedsRehash);
