using System.Buffers;

namespace Actors.Api.Telemetry.Prometheus;

/// <summary>Names of metrics and labels as Prometheus takes them: the unit is part of a metric's name, and a counter ends in <c>_total</c>.</summary>
internal static class PrometheusName
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    /// <param name="name">The instrument's name, <c>actors.hashing.duration</c>.</param>
    /// <param name="unit">Its unit (UCUM): <c>s</c>, <c>By</c>; what stands in braces is a remark.</param>
    /// <param name="isCounter">Whether it only grows.</param>
    public static string OfMetric(string name, string? unit, bool isCounter)
    {
        var full = Clean(name);

        if (Word(unit) is { } word && !full.EndsWith("_" + word, StringComparison.Ordinal))
        {
            full = $"{full}_{word}";
        }

        return isCounter && !full.EndsWith("_total", StringComparison.Ordinal) ? full + "_total" : full;
    }

    public static string OfLabel(string name) => Clean(name);

    private static string? Word(string? unit) => unit switch
    {
        null or "" or "1" => null,
        "s" => "seconds",
        "ms" => "milliseconds",
        "By" => "bytes",
        "%" => "percent",
        _ when unit.StartsWith('{') => null,
        _ => Clean(unit),
    };

    private static string Clean(string name)
    {
        var clean = name.AsSpan().IndexOfAnyExcept(Allowed) < 0
            ? name
            : string.Create(name.Length, name, static (text, from) =>
            {
                for (var i = 0; i < text.Length; i++)
                {
                    text[i] = Allowed.Contains(from[i]) ? from[i] : '_';
                }
            });

        return clean.Length > 0 && char.IsAsciiDigit(clean[0]) ? "_" + clean : clean;
    }
}
