using System.ComponentModel.DataAnnotations;
using Actors.Settings.Json;
using Microsoft.Extensions.Options;

namespace Actors.Settings;

/// <summary>How large settings documents are and how much of their past is kept. Section <c>Settings</c>.</summary>
public sealed class SettingsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Settings";

    /// <summary>How many personas with a document one user may have. Default 100.</summary>
    /// <remarks>All of a user's documents, each as large as <see cref="MaxDocumentBytes"/> allows and 256 bytes more, must fit into an import of 8 MiB: 127 of 64 KiB, or 1000 of 8132 bytes.</remarks>
    [Range(1, 1000)]
    public int MaxPersonas { get; set; } = 100;

    /// <summary>The largest document in bytes, without insignificant whitespace. Default 65536; no more than a request may hold.</summary>
    /// <remarks>With many personas it must be smaller, see <see cref="MaxPersonas"/>.</remarks>
    [Range(1024, 128 * 1024)]
    public int MaxDocumentBytes { get; set; } = 64 * 1024;

    /// <summary>How deep documents nest. Default 32.</summary>
    [Range(1, 64)]
    public int MaxDepth { get; set; } = 32;

    /// <summary>The largest merge or JSON patch in bytes, without insignificant whitespace. Default 131072, which is what a request may hold.</summary>
    [Range(1024, 128 * 1024)]
    public int MaxPatchBytes { get; set; } = 128 * 1024;

    /// <summary>How many operations one JSON Patch may have. Default 1000.</summary>
    [Range(1, 10_000)]
    public int MaxPatchOperations { get; set; } = 1000;

    /// <summary>How many versions the history keeps. Default 100.</summary>
    [Range(1, 10_000)]
    public int HistoryVersions { get; set; } = 100;

    /// <summary>For how long the history keeps a version. Default 365 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "36500.00:00:00")]
    public TimeSpan HistoryAge { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How many bytes the history of one document takes at most; the oldest versions give way. Default 32 MiB, which is never met by 100 versions.</summary>
    /// <remarks>A large version may take three times the document: its diff, its text where that is not what the diff gives, and the start of the next.</remarks>
    [Range(1024 * 1024, 1024 * 1024 * 1024)]
    public int HistoryBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>For how long the answer to a write with an Idempotency-Key is known. Default 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan RetryAge { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How many such answers one document keeps; the oldest give way. Default 64.</summary>
    [Range(0, 1000)]
    public int MaxRetries { get; set; } = 64;

    internal JsonLimits Document => new(MaxDocumentBytes, MaxDepth);

    /// <summary>A JSON Patch wraps values in an array and an operation.</summary>
    internal JsonLimits Patch => new(MaxPatchBytes, MaxDepth + 2);
}

[OptionsValidator]
internal sealed partial class ValidateSettingsOptions : IValidateOptions<SettingsOptions>;
