using System.Text.Json;
using Actors.Silo.Storage.Sqlite;
using Actors.Testing;

namespace Actors.Tests.Users;

/// <summary>What an account takes of the database, with its first audit entry and its share of every index.</summary>
public sealed class RoomOnDiskTests : IAsyncLifetime
{
    private const int MaxBytes = 1536;
    private const string Hash = "$2b$12$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyzabcde";

    private readonly TemporaryDirectory _data = new();
    private ActorsProcess _actors = null!;

    public async ValueTask InitializeAsync()
    {
        _actors = await ActorsProcess.StartAsync(_data.Path, "--Admin:Password", RunningService.AdminPassword, "--RateLimits:Enabled", "false");
        await _actors.Client.SignInAsync(RunningService.AdminEmail, RunningService.AdminPassword);
    }

    public async ValueTask DisposeAsync()
    {
        await (_actors?.DisposeAsync() ?? ValueTask.CompletedTask);
        _data.Dispose();
    }

    [Fact]
    public Task An_imported_account_takes_one_and_a_half_kilobytes_at_most() => AssertRoomAsync(ImportAsync);

    [Fact]
    public Task A_registered_account_takes_one_and_a_half_kilobytes_at_most() => AssertRoomAsync(
        (from, count) => Parallel.ForEachAsync(
            Enumerable.Range(from, count),
            TestContext.Current.CancellationToken,
            async (n, _) => await _actors.Client.RegisterAsync(Email(n))));

    /// <summary>The second part of the accounts is measured, for which the file has its tables and first pages already.</summary>
    private async Task AssertRoomAsync(Func<int, int, Task> makeAsync)
    {
        const int Measured = 600;
        await makeAsync(0, 200);
        var before = await BytesAsync();
        await makeAsync(200, Measured);

        Assert.InRange((await BytesAsync() - before) / Measured, 500, MaxBytes);
    }

    private async Task ImportAsync(int from, int count)
    {
        var lines = Enumerable.Range(from, count).Select(n => JsonSerializer.Serialize(new { email = Email(n), password_hash = Hash, email_verified = true }));
        using var body = new StringContent(string.Join('\n', lines), System.Text.Encoding.UTF8, "application/x-ndjson");
        using var response = await _actors.Client.PostAsync("/api/v1/admin/users/import", body);
        Assert.Equal(count, (await response.Content.ReadAsStringAsync()).Split("\"created\"").Length - 1);
    }

    /// <summary>The pages in use, once every mail has left.</summary>
    private async Task<long> BytesAsync()
    {
        using var database = SqliteDatabase.OpenToRead(Path.Combine(_data.Path, SqliteStore.FileName), Eventually.Patience);
        await Eventually.IsAsync(() => database.ReadNumber("SELECT count(*) FROM outbox") == 0, "the mails have left");
        return database.ReadNumber("SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size");
    }

    private static string Email(int n) => $"person.number{n}@mail.example.com";
}
