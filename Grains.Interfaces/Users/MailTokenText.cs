using System.Diagnostics.CodeAnalysis;

namespace Actors.Users;

/// <summary>What a mailed token is good for.</summary>
[GenerateSerializer, Alias("users.MailTokenPurpose")]
public enum MailTokenPurpose
{
    /// <summary>Proves that the account's address is read by its owner.</summary>
    VerifyEmail,

    /// <summary>Makes another address the account's.</summary>
    ChangeEmail,

    /// <summary>Sets a new password.</summary>
    ResetPassword,

    /// <summary>Opens the lockout lanes.</summary>
    Unlock,
}

/// <summary>A mailed token's text: <c>‹purpose›_‹user›.‹secret›</c>. It names its account, so that it is found without a search; only the secret proves anything.</summary>
/// <param name="Purpose">What it is good for.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="Secret">256 random bits, hex.</param>
public sealed record MailTokenText(MailTokenPurpose Purpose, string UserId, string Secret)
{
    private const int MaxLength = 160;

    /// <summary>Reads the text; says nothing of whether the token is good.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out MailTokenText? token)
    {
        token = null;

        if (text is null || text.Length is < 4 or > MaxLength || text[2] != '_' || text.Split('.') is not [var head, { Length: 64 } secret])
        {
            return false;
        }

        var userId = Ids.User + head[3..];

        if (PurposeOf(head[..2]) is not { } purpose || !Ids.IsId(userId, Ids.User))
        {
            return false;
        }

        token = new MailTokenText(purpose, userId, secret);
        return true;
    }

    /// <summary>The text.</summary>
    public override string ToString() => $"{PrefixOf(Purpose)}_{UserId[Ids.User.Length..]}.{Secret}";

    private static string PrefixOf(MailTokenPurpose purpose) => purpose switch
    {
        MailTokenPurpose.VerifyEmail => "ev",
        MailTokenPurpose.ChangeEmail => "ec",
        MailTokenPurpose.ResetPassword => "pr",
        MailTokenPurpose.Unlock => "ul",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, null),
    };

    private static MailTokenPurpose? PurposeOf(string prefix) =>
        Enum.GetValues<MailTokenPurpose>().Cast<MailTokenPurpose?>().FirstOrDefault(p => PrefixOf(p!.Value) == prefix);
}
