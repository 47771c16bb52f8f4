using System.Collections.Concurrent;
using System.Threading.Channels;
using Actors.Testing;
using Orleans;
using Orleans.Runtime;

namespace Actors.Tests;

/// <summary>Where the grains of a test wait until the test lets them go on, by name.</summary>
internal static class Gates
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource> ByName = new();

    public static Task Of(IAddressable grain) => Of(grain.GetPrimaryKeyString());

    public static Task Of(string name) => Gate(name).Task;

    public static void Open(string name) => Gate(name).TrySetResult();

    private static TaskCompletionSource Gate(string name) =>
        ByName.GetOrAdd(name, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}

/// <summary>What the grains of a test report, by name, for the test to wait for.</summary>
internal static class Reports
{
    private static readonly ConcurrentDictionary<string, Channel<string>> ByName = new();

    public static void Add(IAddressable grain, string text) => Add(grain.GetPrimaryKeyString(), text);

    public static void Add(string name, string text) => Of(name).Writer.TryWrite(text);

    public static async Task<string> NextAsync(string name) => await Of(name).Reader.ReadAsync().AsTask().WaitAsync(Eventually.Patience);

    public static string[] TakeAll(string name)
    {
        var taken = new List<string>();
        while (Of(name).Reader.TryRead(out var text))
        {
            taken.Add(text);
        }

        return [.. taken];
    }

    private static Channel<string> Of(string name) => ByName.GetOrAdd(name, static _ => Channel.CreateUnbounded<string>());
}

internal static class Keys
{
    public static string New() => Guid.NewGuid().ToString("N");
}
