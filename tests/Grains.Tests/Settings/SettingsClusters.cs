using System.Collections.Immutable;
using System.Text;
using Actors.Settings;

namespace Actors.Tests.Settings;

/// <summary>Shorthand for documents in a cluster.</summary>
internal static class SettingsClusters
{
    /// <summary>Without a condition, in the name of nobody.</summary>
    public static readonly SettingsWrite Unconditional = new() { Origin = RequestOrigin.System };

    public static string NewUser() => $"usr_{Guid.NewGuid():N}";

    public static ImmutableArray<byte> Utf8(string json) => [.. Encoding.UTF8.GetBytes(json)];

    public static string Text(ImmutableArray<byte> utf8) => Encoding.UTF8.GetString(utf8.AsSpan());

    public static Task<SettingsWritten> PutAsync(this ISettingsGrain settings, string json, SettingsWrite? write = null) =>
        settings.ReplaceAsync(Utf8(json), write ?? Unconditional);

    public static Task<SettingsWritten> MergeAsync(this ISettingsGrain settings, string json, SettingsWrite? write = null) =>
        settings.MergeAsync(Utf8(json), write ?? Unconditional);

    public static async Task<string?> TextAsync(this ISettingsGrain settings) =>
        (await settings.GetAsync()).View is { } view ? Text(view.Document) : null;

    public static SettingsWrite IfMatch(long version) => Unconditional with { Condition = SettingsCondition.Version(version) };
}
