using System.Net;
using System.Net.Mail;
using System.Text;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Mail;

/// <summary>Gives mails to a mail server (RFC 5321), encrypted by STARTTLS (RFC 3207).</summary>
internal sealed class SmtpTransport(IOptions<MailOptions> options) : IMailTransport
{
    public async Task SendAsync(string id, MailMessage message, CancellationToken cancellationToken)
    {
        var smtp = options.Value.Smtp;

        // One connection a mail: the client cannot tell a dead one from a living one.
        using var client = new SmtpClient(smtp.Host, smtp.Port)
        {
            DeliveryMethod = SmtpDeliveryMethod.Network,
            EnableSsl = smtp.StartTls,
            UseDefaultCredentials = false,
            Credentials = string.IsNullOrEmpty(smtp.User) ? null : new NetworkCredential(smtp.User, smtp.Password),
            // Only a local part of other letters needs a server that speaks SMTPUTF8 (RFC 6531).
            DeliveryFormat = Ascii.IsValid(message.To[0].User) ? SmtpDeliveryFormat.SevenBit : SmtpDeliveryFormat.International,
        };

        // The client reads an answer without end without a pause, and looks at the token in pauses alone: only a connection that is cut ends that.
        await using var cut = cancellationToken.UnsafeRegister(state => ((SmtpClient)state!).Dispose(), client);

        try
        {
            await client.SendMailAsync(message, cancellationToken);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested && exception is not OperationCanceledException)
        {
            throw new OperationCanceledException("The connection was cut.", exception, cancellationToken);
        }
    }
}
