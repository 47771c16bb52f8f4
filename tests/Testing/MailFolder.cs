namespace Actors.Testing;

/// <summary>The mails that a service wrote into its data directory.</summary>
public sealed class MailFolder(string data)
{
    private readonly DirectoryInfo _folder = new(Path.Combine(data, "mail"));

    /// <summary>The token in the mail to this address with this subject, as soon as it is written.</summary>
    public async Task<string> TokenAsync(string address, string subject, int number = 1)
    {
        var line = (await TextAsync(address, subject, number)).Split('\n').Last(l => l.StartsWith("Token: ", StringComparison.Ordinal));
        return line["Token: ".Length..].Trim();
    }

    /// <summary>The text of the mail to this address with this subject, as soon as it is written; of several the one of this number, from 1.</summary>
    public async Task<string> TextAsync(string address, string subject, int number = 1)
    {
        _folder.Create();
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);

        using var watcher = new FileSystemWatcher(_folder.FullName, "*.eml");
        watcher.Created += (_, _) => Look();
        watcher.Renamed += (_, _) => Look();
        watcher.EnableRaisingEvents = true;

        // What was written before the watch began counts as well.
        Look();
        return await found.Task.WaitAsync(Eventually.Patience);

        void Look()
        {
            if (Mails(address, subject) is var mails && mails.Length >= number)
            {
                found.TrySetResult(mails[number - 1]);
            }
        }
    }

    /// <summary>The mails written so far to this address with this subject, the first first.</summary>
    private string[] Mails(string address, string subject) =>
    [
        .. _folder.EnumerateFiles("*.eml")
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => File.ReadAllText(file.FullName))
            .Where(mail => mail.Contains($"To: {address}", StringComparison.OrdinalIgnoreCase) && mail.Contains(subject, StringComparison.Ordinal)),
    ];
}
