using Actors.Testing;

namespace Actors.Tests;

/// <summary>The mails of a service under test, as <see cref="MailFolder"/> finds them.</summary>
internal static class Mailbox
{
    public static Task<string> MailedTokenAsync(this Service service, string address, string subject, int number = 1) =>
        new MailFolder(service.Data).TokenAsync(address, subject, number);

    public static Task<string> MailAsync(this Service service, string address, string subject, int number = 1) =>
        new MailFolder(service.Data).MailAsync(address, subject, number);

    public static IReadOnlyList<string> Mails(this Service service, string address, string subject) => new MailFolder(service.Data).Mails(address, subject);
}
