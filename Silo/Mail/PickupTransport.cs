using System.Net.Mail;
using Actors.Silo.Hosting;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Mail;

/// <summary>Writes mails as <c>‹id›.eml</c> into a directory: for development, and for servers that pick them up there.</summary>
internal sealed class PickupTransport(IOptions<MailOptions> options, DataDirectory data) : IMailTransport
{
    public async Task SendAsync(string id, MailMessage message, CancellationToken cancellationToken)
    {
        var directory = Path.GetFullPath(string.IsNullOrEmpty(options.Value.Pickup) ? data.Mail : options.Value.Pickup);
        var beside = Path.Combine(directory, $".{id}");

        // Tokens are in mails.
        OwnerOnly.CreateDirectory(directory);
        DeleteLeftOver(beside);
        OwnerOnly.CreateDirectory(beside);

        try
        {
            using var client = new SmtpClient
            {
                DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory,
                PickupDirectoryLocation = beside,
                DeliveryFormat = SmtpDeliveryFormat.International,
            };

            await client.SendMailAsync(message, cancellationToken);

            // Whoever watches the directory sees whole mails only, and one that is written again is the same one.
            File.Move(Directory.GetFiles(beside).Single(), Path.Combine(directory, $"{id}.eml"), overwrite: true);
        }
        finally
        {
            Directory.Delete(beside, recursive: true);
        }
    }

    /// <summary>What a process that was killed in the middle of this mail has left: half of it, under a name of its own.</summary>
    private static void DeleteLeftOver(string beside)
    {
        if (Directory.Exists(beside))
        {
            Directory.Delete(beside, recursive: true);
        }
    }
}
