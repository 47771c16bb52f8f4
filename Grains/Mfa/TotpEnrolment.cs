using System.Globalization;
using Actors.Tokens;
using QRCoder;

namespace Actors.Mfa;

/// <summary>A new authenticator's secret in the three forms that a user is shown once, and the one that is stored.</summary>
/// <param name="Secret">Base 32, to type.</param>
/// <param name="OtpauthUri">To open on the same device.</param>
/// <param name="QrSvg">The URI to scan, one SVG element.</param>
/// <param name="ProtectedSecret">Encrypted under the master key, bound to the user: to store.</param>
internal sealed record TotpEnrolment(string Secret, string OtpauthUri, string QrSvg, string ProtectedSecret)
{
    private const string Purpose = "totp";
    private const int PixelsPerModule = 4;

    /// <summary>Escaped. A code has room for 2,331 characters, twice the product's name and some hundred others among them.</summary>
    private const int MaxAccountLength = 1000;

    public static TotpEnrolment Begin(MasterKey master, string userId, string issuer, string account)
    {
        var bytes = Totp.NewSecret();
        var secret = Base32.Encode(bytes);
        var uri = Uri(issuer, account, secret);

        return new TotpEnrolment(secret, uri, Svg(uri), master.Protect(Purpose, userId, bytes));
    }

    /// <summary>The secret of a stored <see cref="ProtectedSecret"/>.</summary>
    /// <exception cref="MasterKeyException">It is another user's, or encrypted under another master key.</exception>
    public static byte[] Open(MasterKey master, string userId, string protectedSecret) =>
        master.Unprotect(Purpose, userId, protectedSecret);

    /// <summary>A stored <see cref="ProtectedSecret"/>, under the present master key.</summary>
    /// <exception cref="MasterKeyException">As <see cref="Open"/>.</exception>
    public static string Reencrypt(MasterKey master, string userId, string protectedSecret) =>
        master.Reencrypt(Purpose, userId, protectedSecret);

    /// <summary>The key URI that authenticator apps agreed on. A colon parts issuer and account, so neither may have one.</summary>
    public static string Uri(string issuer, string account, string secret)
    {
        var name = Escape(issuer.Replace(':', ' '));

        return string.Create(
            CultureInfo.InvariantCulture,
            $"otpauth://totp/{name}:{Escape(account.Replace(':', ' '))}?secret={secret}&issuer={name}&algorithm=SHA1&digits={Totp.Digits}&period={Totp.StepSeconds}");
    }

    /// <summary>The address as it was typed, or in its normal form where a QR code has no room for it in that: of wide letters each takes nine characters.</summary>
    public static string AccountOf(string typed, string normalized) => Escape(typed).Length <= MaxAccountLength ? typed : normalized;

    /// <summary>Names no secret.</summary>
    public override string ToString() => nameof(TotpEnrolment);

    private static string Svg(string uri)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(data);

        return svg.GetGraphic(PixelsPerModule);
    }

    private static string Escape(string text) => System.Uri.EscapeDataString(text);
}
