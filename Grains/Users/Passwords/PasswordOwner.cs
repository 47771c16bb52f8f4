using System.Text;

namespace Actors.Users.Passwords;

/// <summary>Who chooses a password: what anyone who knows them would try first.</summary>
internal sealed record PasswordOwner(EmailAddress? Email, string? DisplayName)
{
    private const int MaxNameLength = 256;

    private static readonly char[] Separators = [' ', '.', '-', '_', '+', '\'', ','];

    /// <summary>What no password may contain: the address, in either form. Normalised like passwords.</summary>
    public IReadOnlyCollection<string> Forbidden => [.. Address];

    /// <summary>What counts for nothing in a password: the same and each word of the name, however short.</summary>
    public IReadOnlyCollection<string> Guessable(string product) =>
        [.. Whole(product).Concat(Name.Split(Separators, StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.OrdinalIgnoreCase)];

    private string Name =>
        DisplayName is { Length: <= MaxNameLength } && PasswordText.TryNormalize(DisplayName, out var name) ? name.Trim() : "";

    private IEnumerable<string> Address =>
        new[] { Email?.Normalized, Email?.Display.Normalize(NormalizationForm.FormKC) }.OfType<string>();

    private IEnumerable<string> Whole(string product) =>
        Address.Concat([Email?.LocalPart ?? "", Name, product.Trim()])
            .Where(word => word.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase);
}
