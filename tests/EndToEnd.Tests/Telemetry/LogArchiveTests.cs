using System.IO.Compression;
using Actors.Api.Telemetry.Logs;
using Actors.Testing;

namespace Actors.Tests.Telemetry;

public sealed class LogArchiveTests : IDisposable
{
    private readonly TemporaryDirectory _logs = new();
    private readonly ManualClock _clock = new();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public void A_closed_file_is_compressed_and_the_open_one_is_not()
    {
        Write("actors.log", "open", TimeSpan.Zero);
        Write("actors_20261120_00.log", "closed", TimeSpan.FromHours(1));

        Archive().Tidy();

        var archive = Assert.Single(Archives());
        Assert.Equal(["actors.log", Path.GetFileName(archive)], Names());
        Assert.Equal("closed", Read(archive));
        Assert.Equal(_clock.GetUtcNow().UtcDateTime - TimeSpan.FromHours(1), File.GetLastWriteTimeUtc(archive));
    }

    [Fact]
    public void A_number_that_comes_again_overwrites_nothing()
    {
        for (var i = 0; i < 3; i++)
        {
            Write("actors_20261120_00.log", $"part {i}", TimeSpan.FromHours(1));
            Archive().Tidy();
        }

        Assert.Equal(["part 0", "part 1", "part 2"], Archives().Select(Read).Order());
    }

    [Fact]
    public void The_oldest_go_when_there_are_too_many()
    {
        for (var hours = 5; hours > 0; hours--)
        {
            Write($"actors_20261120_0{hours}.log", $"{hours}", TimeSpan.FromHours(hours));
        }

        Archive(maxFiles: 2).Tidy();

        Assert.Equal(["1", "2"], Archives().Select(Read).Order());
    }

    [Fact]
    public void What_is_too_old_goes()
    {
        Write("actors_20261120_00.log", "old", TimeSpan.FromDays(2));
        Write("actors_20261120_01.log", "young", TimeSpan.FromHours(23));

        Archive(maxAge: TimeSpan.FromDays(1)).Tidy();

        Assert.Equal(["young"], Archives().Select(Read));
    }

    [Fact]
    public void What_was_left_half_compressed_is_done_again()
    {
        Write("actors_20261120_00.log", "whole", TimeSpan.FromHours(1));
        Write("actors_20261120_00.tmp", "hal", TimeSpan.FromHours(1));

        Archive().Tidy();

        Assert.Equal(["whole"], Archives().Select(Read));
        Assert.Single(Names());
    }

    [Fact]
    public void One_that_cannot_be_compressed_keeps_no_other_from_being_done_and_is_tried_again_after_a_rest()
    {
        Write("actors_20261120_00.log", "stuck", TimeSpan.FromHours(3));
        Write("actors_20261120_01.log", "next", TimeSpan.FromHours(2));
        Write("actors_20261001_00.log", "old", TimeSpan.FromDays(31));
        var inTheWay = Directory.CreateDirectory(Path.Combine(_logs.Path, "actors_20261120_00.tmp"));
        var archive = Archive();

        Assert.Throws<UnauthorizedAccessException>(archive.Tidy);
        Assert.Equal(["next"], Archives().Select(Read));
        Assert.DoesNotContain("actors_20261001_00.log", Names());

        inTheWay.Delete();
        archive.Tidy();
        Assert.Equal(["next"], Archives().Select(Read));

        _clock.Advance(TimeSpan.FromMinutes(5));
        archive.Tidy();
        Assert.Equal(["next", "stuck"], Archives().Select(Read).Order());
    }

    [Fact]
    public void A_directory_that_is_not_there_yet_is_no_fault() =>
        new LogArchive(Path.Combine(_logs.Path, "none"), 1, TimeSpan.FromDays(1), _clock).Tidy();

    private LogArchive Archive(int maxFiles = 30, TimeSpan? maxAge = null) => new(_logs.Path, maxFiles, maxAge ?? TimeSpan.FromDays(30), _clock);

    private void Write(string name, string text, TimeSpan age)
    {
        var path = Path.Combine(_logs.Path, name);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, _clock.GetUtcNow().UtcDateTime - age);
    }

    private string[] Archives() => Directory.GetFiles(_logs.Path, "*.log.gz");

    private string[] Names() => [.. Directory.GetFiles(_logs.Path).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private static string Read(string archive)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(archive), CompressionMode.Decompress));
        return text.ReadToEnd();
    }
}
