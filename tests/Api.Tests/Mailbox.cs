using Actors.Testing;

namespace Actors.Tests;

/// <summary>The mails that a service wrote into its data directory.</summary>
internal static class Mailbox
{
    /// <summary>The token in the mail to this address with this subject, as soon as it is written.</summary>
    public static async Task<string> MailedTokenAsync(this Service service, string address, string subject, int number = 1)
    {
        var line = (await service.MailAsync(address, subject, number)).Split('\n').Last(l => l.StartsWith("Token: ", StringComparison.Ordinal));
        return line["Token: ".Length..].Trim();
    }

    /// <summary>The text of the mail to this address with this subject, as soon as it is written; of several the one of this number, from 1.</summary>
    public static async Task<string> MailAsync(this Service service, string address, string subject, int number = 1)
    {
        var folder = Directory.CreateDirectory(Path.Combine(service.Data, "mail")).FullName;
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);

        using var watcher = new FileSystemWatcher(folder, "*.eml");
        watcher.Created += (_, _) => Look();
        watcher.Renamed += (_, _) => Look();
        watcher.EnableRaisingEvents = true;

        // What was written before the watch began counts as well.
        Look();
        return await found.Task.WaitAsync(ActorsProcess.Patience);

        void Look()
        {
            if (service.Mails(address, subject) is var mails && mails.Count >= number)
            {
                found.TrySetResult(mails[number - 1]);
            }
        }
    }

    /// <summary>The mails written so far to this address with this subject, the first first.</summary>
    public static IReadOnlyList<string> Mails(this Service service, string address, string subject) =>
    [
        .. new DirectoryInfo(Path.Combine(service.Data, "mail")).EnumerateFiles("*.eml")
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => File.ReadAllText(file.FullName))
            .Where(mail => mail.Contains($"To: {address}", StringComparison.OrdinalIgnoreCase) && mail.Contains(subject, StringComparison.Ordinal)),
    ];
}
