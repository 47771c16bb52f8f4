using Actors.Silo.Storage;
using Actors.Silo.Storage.Sqlite;
using Actors.Testing;

namespace Actors.Tests.Storage.Sqlite;

/// <summary>A store that cannot be opened says why, and the process ends with exit code 1.</summary>
public sealed class SqliteStartTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private Dictionary<string, string?> Settings => new() { ["Storage:Directory"] = _directory.Path, ["Storage:BusyTimeout"] = "00:00:00.050" };

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_data_directory_that_is_missing_is_made()
    {
        await SqliteStores.OpenAndCloseAsync(_directory.Below("deep/inside"));

        Assert.True(File.Exists(SqliteStores.DatabasePath(_directory.Below("deep/inside"))));
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_is_refused_and_the_first_is_left_alone()
    {
        await using var store = await SqliteStores.OpenAsync(_directory.Path);

        using var second = HammerProcess.Start("hold", Settings);
        var (exitCode, error) = await second.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains($"The data directory '{_directory.Path}' is in use by another process", error, StringComparison.Ordinal);
        Assert.True((await store.WriteAsync("still mine")).Stored);
    }

    [Fact]
    public async Task A_process_that_was_killed_leaves_nothing_locked()
    {
        using var first = HammerProcess.Start("hold", Settings);
        Assert.Equal("open", await first.ReadLineAsync());
        await Assert.ThrowsAsync<StorageStartupException>(() => SqliteStores.OpenAsync(_directory.Path));

        await first.KillAsync();

        await SqliteStores.OpenAndCloseAsync(_directory.Path);
    }

    [Fact]
    public async Task Programs_that_only_read_may_read_beside_it()
    {
        await using var store = await SqliteStores.OpenAsync(_directory.Path);
        await store.WriteAsync("a");

        using var reader = SqliteDatabase.OpenToRead(SqliteStores.DatabasePath(_directory.Path), SqliteStores.Impatient);

        Assert.Equal(1, reader.ReadNumber("SELECT COUNT(*) FROM grain_state"));
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_with_both_versions()
    {
        await SqliteStores.OpenAndCloseAsync(_directory.Path);
        using (var other = SqliteStores.Other(_directory.Path))
        {
            other.Execute("INSERT INTO schema_version VALUES (999, 'from the future', '')");
        }

        using var process = HammerProcess.Start("hold", Settings);
        var (exitCode, error) = await process.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains($"'{SqliteStores.DatabasePath(_directory.Path)}' has schema version 999, made by a newer program; this one knows versions up to {Migration.Load("sqlite").Count}.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_another_program_holds_is_reported_as_locked()
    {
        await SqliteStores.OpenAndCloseAsync(_directory.Path);
        using var other = SqliteStores.Other(_directory.Path);
        other.Execute("BEGIN EXCLUSIVE");

        var error = await Assert.ThrowsAsync<StorageStartupException>(() => SqliteStores.OpenAsync(_directory.Path));

        Assert.Equal($"'{SqliteStores.DatabasePath(_directory.Path)}' is locked by another program.", error.Message);
        other.Execute("ROLLBACK");
        await SqliteStores.OpenAndCloseAsync(_directory.Path);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_reported_as_such_and_kept()
    {
        await File.WriteAllTextAsync(SqliteStores.DatabasePath(_directory.Path), new string('x', 5_000));

        var error = await Assert.ThrowsAsync<StorageStartupException>(() => SqliteStores.OpenAsync(_directory.Path));

        Assert.EndsWith("is not a database or is damaged: restore a backup.", error.Message, StringComparison.Ordinal);
        Assert.Equal(5_000, new FileInfo(SqliteStores.DatabasePath(_directory.Path)).Length);
    }

    [Fact]
    public async Task A_data_directory_that_is_a_file_is_refused()
    {
        await File.WriteAllTextAsync(_directory.Below("file"), "");

        var error = await Assert.ThrowsAsync<StorageStartupException>(() => SqliteStores.OpenAsync(_directory.Below("file")));

        Assert.StartsWith($"The data directory '{_directory.Below("file")}' cannot be used", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_only_file_system_is_reported_as_read_only()
    {
        using var disk = SmallDisk.Mount();
        await SqliteStores.OpenAndCloseAsync(disk.Path);
        disk.MakeReadOnly();

        using var process = HammerProcess.Start("hold", new Dictionary<string, string?> { ["Storage:Directory"] = disk.Path });
        var (exitCode, error) = await process.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains(disk.Path, error, StringComparison.Ordinal);
        Assert.Contains("read-only", error, StringComparison.OrdinalIgnoreCase);
    }
}
