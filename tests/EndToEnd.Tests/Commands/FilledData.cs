using System.Net.Http.Json;
using Actors.Testing;

namespace Actors.Tests.Commands;

/// <summary>The data of a server: as a migration has made it, and as the server that started on that has left it. Tests work on copies.</summary>
public sealed class FilledData : IAsyncLifetime
{
    /// <summary>Where a user's settings are.</summary>
    public const string Stored = "/api/v1/settings";

    private readonly TemporaryDirectory _directory = new();

    /// <summary>What the server said of its health when it had started on what the migration had made.</summary>
    public string Health { get; private set; } = "";

    /// <summary>The access token of its user.</summary>
    public string Token { get; private set; } = "";

    /// <summary>The settings of its user.</summary>
    public string Settings { get; private set; } = "";

    private string Migrated => _directory.Below("migrated");

    private string Filled => _directory.Below("filled");

    public async ValueTask InitializeAsync()
    {
        Assert.Equal(0, (await ActorsProcess.RunAsync("migrate", "--data", Migrated)).ExitCode);
        CopyFilesTo(Filled, Migrated);

        await using var server = await ActorsProcess.StartAsync(Filled);
        Health = await server.Client.GetStringAsync("/health");
        (Token, Settings) = await FillAsync(server);
        await server.StopAsync();
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A new user of the server, signed in, with settings.</summary>
    public static async Task<(string Token, string Settings)> FillAsync(ActorsProcess server)
    {
        var email = HttpAccounts.NewEmail();
        await server.Client.RegisterAsync(email);
        var token = (await server.Client.SignInAsync(email)).GetProperty("access_token").GetString()!;
        await server.Client.PostAsJsonAsync(Stored, new { settings = new { theme = "dark", size = 1.50 } });
        return (token, await server.Client.GetStringAsync(Stored));
    }

    /// <summary>Puts what the migration has made into a directory that is not there yet.</summary>
    public void CopyMigratedTo(string directory) => CopyFilesTo(directory, Migrated);

    /// <summary>Puts what the server has left into a directory that is not there yet.</summary>
    public void CopyFilledTo(string directory) => CopyFilesTo(directory, Filled);

    /// <summary>Neither the logs nor the mails, which have directories of their own.</summary>
    private static void CopyFilesTo(string directory, string from)
    {
        Directory.CreateDirectory(directory);

        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)));
        }
    }
}
