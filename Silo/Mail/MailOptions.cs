using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Mail;
using System.Text;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Mail;

/// <summary>How mails leave. Section <c>Mail</c>.</summary>
internal sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>Writes each mail as an <c>.eml</c> file into this directory, for the user of the service alone, instead of sending it. Default <c>&lt;data&gt;/mail</c>, unless <see cref="Smtp"/> names a host.</summary>
    public string? Pickup { get; set; }

    /// <summary>Who sends, as in a mail's header. Default <c>Actors &lt;actors@localhost&gt;</c>.</summary>
    [Required, StringLength(320)]
    public string From { get; set; } = "Actors <actors@localhost>";

    /// <summary>The mail server.</summary>
    [ValidateObjectMembers]
    public SmtpOptions Smtp { get; set; } = new();

    /// <summary>How often a mail is tried before it is given up; with the growing waits, nine tries fill an hour. Default 10.</summary>
    [Range(1, 100)]
    public int MaximumAttempts { get; set; } = 10;

    /// <summary>How often the outbox is looked into. Default 1 s; at most 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How old a mail that was given up may be, from when it was written, before it is erased. Default 30 days; 1 day to 10 years.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan GivenUpAge { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Makes sense of <see cref="From"/>; null when there is none.</summary>
    internal MailAddress? Sender => MailAddress.TryCreate(From, out var sender) ? sender : null;

    /// <summary>What is wrong beyond single values.</summary>
    internal IEnumerable<string> Contradictions()
    {
        if (Sender is null || !Ascii.IsValid(Sender.Address))
        {
            yield return $"{Section}:{nameof(From)} must be an address such as 'Actors <no-reply@example.com>'.";
        }

        if (Smtp.IsSet && !string.IsNullOrEmpty(Pickup))
        {
            yield return $"{Section}:{nameof(Pickup)} and {Section}:{nameof(Smtp)}:{nameof(Smtp.Host)} exclude each other.";
        }

        if (string.IsNullOrEmpty(Smtp.User) != string.IsNullOrEmpty(Smtp.Password))
        {
            yield return $"{Section}:{nameof(Smtp)}:{nameof(Smtp.User)} and {nameof(Smtp.Password)} go together.";
        }

        if (!string.IsNullOrEmpty(Smtp.User) && !Smtp.StartTls && !Smtp.IsLoopback)
        {
            yield return $"{Section}:{nameof(Smtp)}:{nameof(Smtp.StartTls)} must be on where a password is sent to another machine.";
        }
    }
}

/// <summary>A mail server.</summary>
internal sealed class SmtpOptions
{
    /// <summary>Its name. Default none: mails are written as files.</summary>
    public string? Host { get; set; }

    /// <summary>Its port. Default 587 (submission, RFC 6409).</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>Encrypts before anything is told, and sends nothing when the server cannot or its certificate is not trusted. Default true.</summary>
    public bool StartTls { get; set; } = true;

    /// <summary>The user to sign in as. Default none: no sign-in.</summary>
    public string? User { get; set; }

    /// <summary>Their password.</summary>
    public string? Password { get; set; }

    internal bool IsSet => !string.IsNullOrEmpty(Host);

    internal bool IsLoopback => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));
}

[OptionsValidator]
internal sealed partial class ValidateMailOptions : IValidateOptions<MailOptions>;
