using System.IO.Compression;
using System.Runtime.ExceptionServices;
using Actors.Api.Configuration;

namespace Actors.Api.Telemetry.Logs;

/// <summary>The closed log files of a directory: compressed, and kept only so many and so long. The open one, <c>actors.log</c>, is the logger's alone.</summary>
internal sealed class LogArchive(string directory, int maxFiles, TimeSpan maxAge, TimeProvider clock)
{
    /// <summary>The file that is being written.</summary>
    public const string OpenFile = "actors.log";

    /// <summary>What the logger makes of it when it closes it: a day and a number.</summary>
    public const string ClosedSuffix = "_{1:yyyyMMdd}_{0:00}";

    private const string Closed = "actors_*.log";
    private const string Compressed = "actors_*.log.gz";
    private const string Unfinished = "actors_*.tmp";

    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    private DateTimeOffset _restsUntil;

    /// <summary>Stops the start where the logger could not write, which it keeps to itself.</summary>
    public void RefuseUnwritable()
    {
        try
        {
            Directory.CreateDirectory(directory);
            using var file = new FileStream(Path.Combine(directory, OpenFile), FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new WrongOptionException($"{LoggingOptions.Section}:{nameof(LoggingOptions.File)}: '{directory}' cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// Removes what is too much or too old, which makes room, then compresses what has been closed since. What fails keeps nothing else from being done;
    /// after it there is a rest, as on a full disk each try would fill it once more.
    /// </summary>
    /// <exception cref="IOException">Something could not be done, here or <see cref="UnauthorizedAccessException"/>.</exception>
    public void Tidy()
    {
        var now = clock.GetUtcNow();

        if (now < _restsUntil || !Directory.Exists(directory))
        {
            return;
        }

        // Unfinished are those of a process that ended while it compressed; the file itself is still there.
        var failure = ForEach([.. Directory.GetFiles(directory, Unfinished), .. Surplus(now.UtcDateTime - maxAge)], File.Delete);
        failure = ForEach(Directory.GetFiles(directory, Closed).Order(StringComparer.Ordinal), Compress) ?? failure;

        if (failure is not null)
        {
            _restsUntil = now + Rest;
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <returns>Why the first one failed that did.</returns>
    private static Exception? ForEach(IEnumerable<string> files, Action<string> act)
    {
        Exception? failure = null;

        foreach (var file in files)
        {
            try
            {
                act(file);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                failure ??= exception;
            }
        }

        return failure;
    }

    private IEnumerable<string> Surplus(DateTime oldest) => Directory.GetFiles(directory, Closed)
        .Concat(Directory.GetFiles(directory, Compressed))
        .OrderByDescending(File.GetLastWriteTimeUtc)
        .ThenByDescending(name => name, StringComparer.Ordinal)
        .Where((file, index) => index >= maxFiles || File.GetLastWriteTimeUtc(file) < oldest);

    private void Compress(string closed)
    {
        var written = File.GetLastWriteTimeUtc(closed);
        var unfinished = Path.ChangeExtension(closed, ".tmp");

        try
        {
            using (var source = File.OpenRead(closed))
            using (var target = File.Create(unfinished))
            // It is done beside requests: half the processor's time for an archive that is a little larger.
            using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            {
                source.CopyTo(gzip);
            }
        }
        catch (IOException)
        {
            File.Delete(unfinished);
            throw;
        }

        // Whoever may read the log may read its archive, and its age is that of its last line.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(unfinished, File.GetUnixFileMode(closed));
        }

        File.SetLastWriteTimeUtc(unfinished, written);
        File.Move(unfinished, NameFor(written));
        File.Delete(closed);
    }

    /// <summary>The logger begins its numbers anew when the files are gone, so archives are named for when they end.</summary>
    private string NameFor(DateTime written)
    {
        var name = Path.Combine(directory, FormattableString.Invariant($"actors_{written:yyyyMMdd'T'HHmmss'.'fff'Z'}"));
        var free = $"{name}.log.gz";

        for (var i = 1; File.Exists(free); i++)
        {
            free = FormattableString.Invariant($"{name}_{i:000}.log.gz");
        }

        return free;
    }
}
