using System.Diagnostics.CodeAnalysis;

namespace Actors.Invitations;

/// <summary>An invitation's text: <c>inv_‹id›.‹secret›</c>. It names its grain, so that it is found without a search; only the secret proves anything.</summary>
/// <param name="Id">The invitation's id.</param>
/// <param name="Secret">256 random bits, hex.</param>
public sealed record InvitationText(string Id, string Secret)
{
    private const int MaxLength = 128;

    /// <summary>What is stored of the secret: a plain SHA-256 is enough for 256 random bits.</summary>
    public string Hash => SecretText.Sha256Hex(Secret);

    /// <summary>A new text.</summary>
    public static InvitationText New(DateTimeOffset now) =>
        new(Ids.New(Ids.Invitation, now), SecretText.New());

    /// <summary>Reads the text; says nothing of whether the invitation is good.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out InvitationText? invitation)
    {
        invitation = text?.Length <= MaxLength && text.Split('.') is [var id, { Length: 64 } secret] && Ids.IsId(id, Ids.Invitation)
            ? new InvitationText(id, secret)
            : null;
        return invitation is not null;
    }

    /// <summary>The text.</summary>
    public override string ToString() => $"{Id}.{Secret}";
}
