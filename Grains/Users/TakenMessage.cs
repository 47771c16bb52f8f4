using Actors.Notifications;

namespace Actors.Users;

/// <summary>A message of an administrator that the account has taken. What comes under its id later is the same once more, or another that does not pass for it.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="ContentHash">Of all that it says.</param>
[GenerateSerializer, Immutable, Alias("users.TakenMessage")]
internal sealed record TakenMessage(string Id, string ContentHash)
{
    // Lengths keep texts apart that only together are the same.
    public static TakenMessage Of(AdminMessage message) => new(message.Id, SecretText.Sha256Hex(
        $"{message.Title.Length}:{message.Title}{message.Text.Length}:{message.Text}{message.MayMail}")[..32]);
}
