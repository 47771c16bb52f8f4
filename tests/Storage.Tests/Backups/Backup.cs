using System.IO.Compression;
using System.Text;
using Actors.Silo.Storage.Backups;
using Actors.Silo.Storage.Postgres;
using Actors.Silo.Storage.Sqlite;
using Actors.Tests.Storage.Sqlite;
using Actors.Tokens;

namespace Actors.Tests.Storage.Backups;

/// <summary>Backups in memory, of either database.</summary>
internal static class Backup
{
    public static MasterKey Key { get; } = MasterKey.Parse(MasterKey.Generate());

    private static BackupHeader Header => BackupHeader.New("test", DateTimeOffset.UtcNow, Key.Id);

    public static IRowSource OfSqlite(string directory) => SqliteRowSource.Open(SqliteStores.DatabasePath(directory), Header);

    public static async Task<IRowSource> OfPostgresAsync(string database, bool mayBeInUse = true) =>
        await PostgresRowSource.OpenAsync(database, Header, mayBeInUse, CancellationToken.None);

    /// <summary>Reads a source to its end and closes it.</summary>
    public static async Task<byte[]> SaveAsync(this IRowSource source)
    {
        await using (source)
        {
            using var file = new MemoryStream();
            await BackupWriter.WriteAsync(source, Key, file, CancellationToken.None);
            return file.ToArray();
        }
    }

    public static Task<IReadOnlyDictionary<string, TableSum>> ToSqliteAsync(this byte[] file, string directory, bool replace = false) =>
        LoadAsync(file, new SqliteRowTarget(directory, TimeProvider.System), replace);

    public static Task<IReadOnlyDictionary<string, TableSum>> ToPostgresAsync(this byte[] file, string database, bool replace = false) =>
        LoadAsync(file, new PostgresRowTarget(database, TimeProvider.System), replace);

    /// <summary>What a backup says of itself at its end, once all of it was found to be right.</summary>
    public static async Task<IReadOnlyDictionary<string, TableSum>> SumsAsync(this byte[] file)
    {
        await using var source = await OpenAsync(file);
        var sums = new RowSums();
        await foreach (var row in source.ReadAsync(CancellationToken.None))
        {
            sums.Add(row);
        }

        return sums.Totals;
    }

    public static Task<BackupReader> OpenAsync(byte[] file, MasterKey? key = null) =>
        BackupReader.OpenAsync(new MemoryStream(file), "'the backup'", key ?? Key, CancellationToken.None);

    /// <summary>Its lines.</summary>
    public static byte[] Unpacked(byte[] file)
    {
        using var text = new MemoryStream();
        using var unpacked = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
        unpacked.CopyTo(text);
        return text.ToArray();
    }

    /// <summary>Lines as a backup, whether or not a backup has such.</summary>
    public static byte[] Packed(string text)
    {
        using var file = new MemoryStream();
        using (var packed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        {
            packed.Write(Encoding.UTF8.GetBytes(text));
        }

        return file.ToArray();
    }

    private static async Task<IReadOnlyDictionary<string, TableSum>> LoadAsync(byte[] file, IRowTarget target, bool replace)
    {
        await using var source = await OpenAsync(file);
        return await target.FillAsync(source, replace, CancellationToken.None);
    }
}
