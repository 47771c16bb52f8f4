using System.Collections.Immutable;
using System.Globalization;
using Actors.Api.Errors;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Actors.Api.Settings;

/// <summary>The tags of <c>If-Match</c> or <c>If-None-Match</c> (RFC 9110, 8.8.3) as versions: a tag is a version in quotes.</summary>
/// <param name="Any">Whether <c>*</c> is among them.</param>
/// <param name="Versions">What the tags name; a tag that is no version of ours is <see cref="NoVersion"/>.</param>
internal readonly record struct EntityTags(bool Any, ImmutableArray<long> Versions)
{
    /// <summary>A tag that is no version of ours matches none.</summary>
    private const long NoVersion = -1;

    /// <summary>Whether the header was there.</summary>
    public bool IsGiven => Any || !Versions.IsEmpty;

    public static string TagOf(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <param name="header">The header as it was sent.</param>
    /// <param name="weak">Whether weak tags may match: they compare texts that mean the same, which is not enough to write by.</param>
    /// <exception cref="ProblemException">400: a condition that cannot be understood must not count as none.</exception>
    public static EntityTags Parse(StringValues header, bool weak)
    {
        if (header.Count == 0)
        {
            return new EntityTags(false, []);
        }

        if (!EntityTagHeaderValue.TryParseStrictList(header, out var tags) || tags.Count == 0)
        {
            throw new ProblemException(new Problem(ErrorCodes.BadRequest, "If-Match and If-None-Match are * or tags in quotes."));
        }

        return new EntityTags(
            tags.Any(IsAny), [.. tags.Where(tag => !IsAny(tag)).Select(tag => tag.IsWeak && !weak ? NoVersion : VersionOf(tag.Tag))]);
    }

    /// <summary>Whether one of them names this version of a document that is there.</summary>
    public bool Matches(long version) => Any || Versions.Contains(version);

    private static bool IsAny(EntityTagHeaderValue tag) => tag.Tag.Equals("*", StringComparison.Ordinal);

    private static long VersionOf(StringSegment tag) =>
        long.TryParse(tag.AsSpan()[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && tag.Equals(TagOf(version), StringComparison.Ordinal)
            ? version
            : NoVersion;
}
