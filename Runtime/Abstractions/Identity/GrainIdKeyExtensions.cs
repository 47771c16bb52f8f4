using System.Globalization;

namespace Orleans.Runtime;

/// <summary>How guid and integer keys are written: 32 hexadecimal digits, or an upper-case hexadecimal number; an extension follows after a plus sign.</summary>
public static class GrainIdKeyExtensions
{
    /// <summary>The key of an integer.</summary>
    public static IdSpan CreateIntegerKey(long key) => IdSpan.Create(key.ToString("X", CultureInfo.InvariantCulture));

    /// <summary>The key of an integer with an extension.</summary>
    public static IdSpan CreateIntegerKey(long key, string? keyExtension) => Extend(CreateIntegerKey(key), keyExtension);

    /// <summary>The key of a guid.</summary>
    public static IdSpan CreateGuidKey(Guid key) => IdSpan.Create(key.ToString("N"));

    /// <summary>The key of a guid with an extension.</summary>
    public static IdSpan CreateGuidKey(Guid key, string? keyExtension) => Extend(CreateGuidKey(key), keyExtension);

    /// <summary>Reads an integer key, or answers false.</summary>
    public static bool TryGetIntegerKey(this GrainId grainId, out long key, out string? keyExt)
    {
        var text = Split(grainId, out keyExt);
        return long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out key);
    }

    /// <summary>Reads a guid key, or answers false.</summary>
    public static bool TryGetGuidKey(this GrainId grainId, out Guid key, out string? keyExt)
    {
        var text = Split(grainId, out keyExt);
        return Guid.TryParseExact(text, "N", out key);
    }

    /// <summary>Reads an integer key.</summary>
    public static long GetIntegerKey(this GrainId grainId) => grainId.GetIntegerKey(out _);

    /// <summary>Reads an integer key and its extension.</summary>
    public static long GetIntegerKey(this GrainId grainId, out string? keyExt) =>
        grainId.TryGetIntegerKey(out var key, out keyExt)
            ? key
            : throw new ArgumentException($"The key of '{grainId}' is not an integer.", nameof(grainId));

    /// <summary>Reads a guid key.</summary>
    public static Guid GetGuidKey(this GrainId grainId) => grainId.GetGuidKey(out _);

    /// <summary>Reads a guid key and its extension.</summary>
    public static Guid GetGuidKey(this GrainId grainId, out string? keyExt) =>
        grainId.TryGetGuidKey(out var key, out keyExt)
            ? key
            : throw new ArgumentException($"The key of '{grainId}' is not a guid.", nameof(grainId));

    private static IdSpan Extend(IdSpan key, string? extension) =>
        string.IsNullOrWhiteSpace(extension) ? key : IdSpan.Create($"{key}+{extension}");

    private static string Split(GrainId id, out string? extension)
    {
        var text = id.Key.ToString();
        var plus = text.IndexOf('+');
        extension = plus < 0 ? null : text[(plus + 1)..];
        return plus < 0 ? text : text[..plus];
    }
}
