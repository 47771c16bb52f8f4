using System.Net.Mail;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Actors.Silo.Mail;

/// <summary>Why a mail was not taken, in words that name neither the address nor anything of the mail.</summary>
/// <param name="Reason">For the log and the outbox.</param>
/// <param name="IsFinal">No later try can succeed.</param>
internal readonly partial record struct MailFailure(string Reason, bool IsFinal)
{
    public static MailFailure Of(Exception exception) => exception switch
    {
        UnsendableMailException unsendable => new(unsendable.Message, IsFinal: true),
        SmtpException smtp => new(ReasonOf(smtp), IsFinal: IsRefusedForGood(smtp)),
        OperationCanceledException => new("The mail server did not answer in time.", IsFinal: false),
        _ => new(exception.GetType().Name, IsFinal: false),
    };

    // What a server says may repeat the address; its codes do not.
    private static string ReasonOf(SmtpException smtp) => smtp.StatusCode switch
    {
        SmtpStatusCode.GeneralFailure => $"The mail server was not reached: {RootOf(smtp)}.",
        // The client goes on without a sign-in that was refused, and this is what it hears then. Its name for it tells less.
        SmtpStatusCode.MustIssueStartTlsFirst => "The mail server answered 530: it wants a sign-in. Are Mail:Smtp:User and Password right?",
        _ when EnhancedCode().Match(smtp.Message) is { Success: true } code => $"The mail server answered {(int)smtp.StatusCode} {code} ({smtp.StatusCode}).",
        _ => $"The mail server answered {(int)smtp.StatusCode} ({smtp.StatusCode}).",
    };

    private static string RootOf(SmtpException smtp) =>
        smtp.GetBaseException() is SocketException socket ? socket.SocketErrorCode.ToString() : smtp.GetBaseException().GetType().Name;

    /// <summary>The receiver's server says that there is no such mailbox. Other 5xx may be our own settings, which an operator can mend while the mail waits.</summary>
    private static bool IsRefusedForGood(SmtpException smtp) => smtp is SmtpFailedRecipientException
        && smtp.StatusCode is SmtpStatusCode.MailboxUnavailable or SmtpStatusCode.MailboxNameNotAllowed or SmtpStatusCode.UserNotLocalTryAlternatePath
        && !IsAboutUs(EnhancedCode().Match(smtp.Message).Value);

    /// <summary>RFC 3463: a 550 is also what a relay answers that does not know us (5.7.1) or lets us send no more today (5.4.5).</summary>
    private static bool IsAboutUs(string code) =>
        code is not ("" or "5.0.0" or "5.1.0" or "5.1.1" or "5.1.2" or "5.1.3" or "5.1.6" or "5.1.10" or "5.2.1");

    [GeneratedRegex(@"(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])")]
    private static partial Regex EnhancedCode();
}
