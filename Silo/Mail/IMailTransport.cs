using System.Net.Mail;

namespace Actors.Silo.Mail;

/// <summary>Takes a mail off our hands.</summary>
internal interface IMailTransport
{
    /// <summary>Returns when the mail is another's responsibility; throws otherwise.</summary>
    Task SendAsync(string id, MailMessage message, CancellationToken cancellationToken);
}
