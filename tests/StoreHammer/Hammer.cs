using System.Globalization;
using System.Text;
using Actors.Audit;
using Actors.Silo.Storage;

namespace Actors.Tests.StoreHammer;

/// <summary>Writers that each count up a state of their own, every number with its audit entry, and print what was acknowledged.</summary>
internal static class Hammer
{
    public const string GrainType = "hammer";
    private static readonly Lock Output = new();

    public static Task WriteAsync(IStateStore store, int writers) =>
        Task.WhenAll(Enumerable.Range(0, writers).Select(n => WriteAsync(store, Key(n))));

    public static StateKey Key(int writer) => new(GrainType, $"writer-{writer}", "count");

    /// <summary>A payload that shows by itself if a part of it is missing or another's.</summary>
    public static string Payload(StateKey key, long count)
    {
        var filler = new string((char)('a' + count % 26), (int)(count * 997 % 3000));
        return $$"""{"key":"{{key.GrainKey}}","count":{{count}},"filler":"{{filler}}"}""";
    }

    /// <summary>The write that sets a count, with the audit entry of the same number.</summary>
    public static StateWrite Write(StateKey key, long count, long? version) => new(key, version)
    {
        Payload = Encoding.UTF8.GetBytes(Payload(key, count)),
        Events = [Entry(key, count)],
    };

    private static async Task WriteAsync(IStateStore store, StateKey key)
    {
        var stored = await store.ReadAsync(key);
        var version = stored?.Version;
        var count = stored is null ? 0 : Count(stored);

        while (true)
        {
            count++;
            var outcome = await store.WriteAsync(Write(key, count, version));
            version = outcome.Stored ? outcome.Version : throw new InvalidOperationException($"{key} was changed by somebody else.");
            Acknowledge(key, count);
        }
    }

    /// <summary>The number that a payload carries.</summary>
    public static long Count(StoredState stored)
    {
        using var json = System.Text.Json.JsonDocument.Parse(stored.Payload);
        return json.RootElement.GetProperty("count").GetInt64();
    }

    private static void Acknowledge(StateKey key, long count)
    {
        lock (Output)
        {
            Console.Out.Write(string.Create(CultureInfo.InvariantCulture, $"{key.GrainKey} {count}\n"));
            Console.Out.Flush();
        }
    }

    private static AuditEvent Entry(StateKey key, long count) => new()
    {
        Id = $"evt_{Guid.CreateVersion7():N}",
        Chain = key.GrainKey,
        Sequence = count,
        At = DateTimeOffset.UtcNow,
        Type = "hammer.write",
        Outcome = "success",
        UserId = key.GrainKey,
        PersonalHash = "",
        PreviousHash = "",
        Hash = "",
    };
}
