using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Actors.Storage;

namespace Actors.Users;

/// <summary>A mailed token as it is stored: only its hash.</summary>
[GenerateSerializer, Immutable, Alias("users.MailToken")]
internal sealed record MailToken
{
    [Id(0)] public required MailTokenPurpose Purpose { get; init; }

    [JsonConverter(typeof(DigestConverter))]
    [Id(1)] public required string Hash { get; init; }

    [Id(2)] public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The address that a change is to make the account's, as it was typed.</summary>
    [Id(3)] public string? Email { get; init; }

    /// <summary>The session that asked for a change of the address, which is made while that goes on; null where nobody was signed in.</summary>
    [Id(4)] public string? SessionId { get; init; }
}

/// <summary>The rules of mailed tokens: one of a purpose at a time, good once, for ten minutes, for one account and one purpose.</summary>
internal static class MailTokens
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>Makes a token that takes the place of an earlier one of its purpose.</summary>
    public static (ImmutableArray<MailToken> Tokens, MailTokenText Text) Issue(
        this ImmutableArray<MailToken> tokens, MailTokenPurpose purpose, string userId, DateTimeOffset now, string? email = null, string? sessionId = null)
    {
        var secret = SecretText.New();
        var issued = new MailToken { Purpose = purpose, Hash = SecretText.Sha256Hex(secret), ExpiresAt = now + Lifetime, Email = email, SessionId = sessionId };
        return ([.. tokens.Where(t => t.Purpose != purpose && t.ExpiresAt > now), issued], new MailTokenText(purpose, userId, secret));
    }

    /// <summary>Without a change of the address that was asked for: whoever asked may be who has just been shut out.</summary>
    public static ImmutableArray<MailToken> WithoutChange(this ImmutableArray<MailToken> tokens) =>
        tokens.RemoveAll(token => token.Purpose == MailTokenPurpose.ChangeEmail);

    /// <summary>Whether a change to this address was asked for, long ago or not.</summary>
    public static bool IsChangeTo(this ImmutableArray<MailToken> tokens, string normalizedEmail) =>
        tokens.Any(token => token.Purpose == MailTokenPurpose.ChangeEmail && EmailAddress.TryParse(token.Email, out var email) && email.Normalized == normalizedEmail);

    /// <summary>The stored token that this text proves, or null.</summary>
    public static MailToken? Find(this ImmutableArray<MailToken> tokens, MailTokenPurpose purpose, string text, DateTimeOffset now) =>
        MailTokenText.TryParse(text, out var token) && token.Purpose == purpose
            ? tokens.FirstOrDefault(t => t.Purpose == purpose && t.ExpiresAt > now && SecretText.AreEqual(t.Hash, SecretText.Sha256Hex(token.Secret)))
            : null;
}
