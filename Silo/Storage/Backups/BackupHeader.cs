using System.Text.Json.Serialization;

namespace Actors.Silo.Storage.Backups;

/// <summary>The first line of a backup.</summary>
internal sealed record BackupHeader
{
    public const string FormatName = "actors-backup";
    public const int NewestVersion = 1;

    /// <summary>What a source that was just opened says; its provider and schema it adds itself.</summary>
    public static BackupHeader New(string program, DateTimeOffset createdAt, string masterKey) => new()
    {
        Format = FormatName,
        FormatVersion = NewestVersion,
        Program = program,
        CreatedAt = createdAt,
        MasterKey = masterKey,
        Provider = "",
        SchemaVersion = 0,
        SchemaSteps = [],
        Tables = new Dictionary<string, IReadOnlyList<string>>(),
    };

    /// <summary>For rows that are read for themselves.</summary>
    public static BackupHeader None { get; } = New("", default, "");

    public required string Format { get; init; }

    public required int FormatVersion { get; init; }

    /// <summary>The program that wrote it.</summary>
    public required string Program { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The storage provider that it was read from; it can be restored to any.</summary>
    public required string Provider { get; init; }

    /// <summary>The version of the schema there, and the names of the steps that led to it.</summary>
    public required int SchemaVersion { get; init; }

    public required IReadOnlyList<string> SchemaSteps { get; init; }

    /// <summary>Names the master key under which the secrets in it are encrypted; the key itself is in no backup.</summary>
    public required string MasterKey { get; init; }

    /// <summary>The columns of each table, in the order of the values of its rows.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Tables { get; init; }
}

/// <summary>The last line but one: what the rows before it add up to.</summary>
internal sealed record BackupManifest(IReadOnlyDictionary<string, TableSum> Sums);

/// <summary>The last line: HMAC-SHA256 under a key from the master key over all lines before it.</summary>
internal sealed record BackupSeal(string HmacSha256);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BackupHeader))]
[JsonSerializable(typeof(BackupManifest))]
[JsonSerializable(typeof(BackupSeal))]
internal sealed partial class BackupJson : JsonSerializerContext;
