using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Actors.Settings;
using Actors.Settings.History;

namespace Actors.Tests.Settings;

/// <summary>How the history of a document lies in the store: it is written again with each change, so that every byte counts.</summary>
public sealed class StoredHistoryTests
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1234567);

    [Fact]
    public void Versions_and_segments_come_back_as_they_were()
    {
        var log = new VersionLog
        {
            Recent =
            [
                Version(7, author: null),
                Version(8, author: "usr_a"),
                Version(9, author: "usr_a") with { Document = Bytes("""{"b":1,"a":"ü"}""") },
                Version(10, author: "usr_b"),
                Version(11, author: null),
                Version(12, author: null),
            ],
            Segments = [new(1, 4, 900, At), new(5, 6, 1200, At.AddTicks(1))],
            Dropped = [1, 5],
        };

        var read = Read(Write(log));

        Assert.Equal(log.Recent.Select(Told), read.Recent.Select(Told));
        Assert.Equal(log.Segments, read.Segments);
        Assert.Equal(log.Dropped, read.Dropped);
    }

    [Fact]
    public void A_version_takes_two_thirds_of_what_it_would_with_names()
    {
        ImmutableArray<StoredVersion> versions = [.. Enumerable.Range(1, 8).Select(n => Version(n, "usr_01a22bb88e2779ee86653b285e400270"))];
        var named = JsonSerializer.Serialize(versions[0], SettingsStateJson.Default.StoredVersion).Length * versions.Length;

        Assert.InRange(Write(new VersionLog { Recent = versions }).Length, 1, named * 2 / 3);
    }

    [Fact]
    public void What_earlier_programs_wrote_is_read()
    {
        var read = Read("""
            {"recent":[
               {"told":{"version":3,"at":"2026-03-01T12:00:00.1234567+00:00","author":"usr_a","request_id":"r3","operation":"Merge","diff":"[]"},"document":"{}"},
               {"told":{"version":4,"at":"2026-03-01T12:00:00.1234567+00:00","operation":"Replace","diff":"[]"},"document":""}],
             "segments":[{"first":1,"last":2,"bytes":684,"last_at":"2026-03-01T12:00:00.1234567+00:00"}],"dropped":[]}
            """);

        Assert.Equal(
            [
                (3, At, "usr_a", "r3", SettingsOperation.Merge, "[]", "{}"),
                (4, At, null, null, SettingsOperation.Replace, "[]", ""),
            ],
            read.Recent.Select(Told));
        Assert.Equal([new SegmentReference(1, 2, 684, At)], read.Segments);
    }

    [Fact]
    public void What_newer_programs_may_add_is_passed_over()
    {
        var read = Read($$"""
            {"recent":[[3,{{At.UtcTicks}},"usr_a","r3","Merge","[]","{}",[1,[2]],{"a":[3]},4],[4,{{At.UtcTicks}},true,null,"Replace","[]"]],
             "segments":[[1,2,684,{{At.UtcTicks}},"new",[5]]]}
            """);

        Assert.Equal([("usr_a", "{}"), ("usr_a", "")], read.Recent.Select(Told).Select(told => (told.Author!, told.Document)));
        Assert.Equal([new SegmentReference(1, 2, 684, At)], read.Segments);
    }

    [Theory]
    [InlineData("""{"recent":[[3]]}""")]
    [InlineData("""{"recent":[[3,1,"usr_a","r3","Unheard","[]"]]}""")]
    [InlineData("""{"recent":[["3",1,"usr_a","r3","Merge","[]"]]}""")]
    [InlineData("""{"recent":[[3,1,"usr_a","r3","Merge"]]}""")]
    [InlineData("""{"segments":[[1,2]]}""")]
    public void What_is_damaged_is_refused(string text) => Assert.ThrowsAny<Exception>(() => Read(text));

    private static StoredVersion Version(long number, string? author) => new(
        new SettingsVersion
        {
            Version = number,
            At = At.AddTicks(number),
            Author = author,
            RequestId = "b27f82d42ab1870d0fb0fef2792c6ce3",
            Operation = SettingsOperation.Patch,
            Diff = Bytes("""[{"op":"replace","path":"/n","value":"ü"}]"""),
        },
        []);

    private static (long Version, DateTimeOffset At, string? Author, string? Request, SettingsOperation Operation, string Diff, string Document) Told(StoredVersion version) =>
        (version.Told.Version, version.Told.At, version.Told.Author, version.Told.RequestId, version.Told.Operation, Text(version.Told.Diff), Text(version.Document));

    private static string Write(VersionLog log) => JsonSerializer.Serialize(log, SettingsStateJson.Default.VersionLog);

    private static VersionLog Read(string text) => JsonSerializer.Deserialize(text, SettingsStateJson.Default.VersionLog)!;

    private static ImmutableArray<byte> Bytes(string text) => [.. Encoding.UTF8.GetBytes(text)];

    private static string Text(ImmutableArray<byte> bytes) => Encoding.UTF8.GetString(bytes.AsSpan());
}
