using System.Collections.Immutable;
using Actors.Sessions;

namespace Actors.ApiKeys;

/// <summary>One API key. The key is its id, <c>key_…</c>.</summary>
/// <remarks>It is asked on every request, so it answers from memory and never waits for a write. What was never made is not stored and leaves memory at once.</remarks>
[Alias("apikeys.IApiKeyGrain")]
public interface IApiKeyGrain : IGrainWithStringKey
{
    /// <summary>Makes the key. Called by its owner's grain only. A repeated call with the same hash does nothing; false when the id is taken by another.</summary>
    [Alias("Create")]
    Task<bool> CreateAsync(NewApiKey key);

    /// <summary>Whether a request with the key may go on, in whose name and what for. Also notes that it was used.</summary>
    /// <param name="hash"><see cref="ApiKeyText.Hash"/> of what the caller sent.</param>
    [Alias("Check"), AlwaysInterleave]
    Task<ApiKeyCheck> CheckAsync(string hash);

    /// <summary>Tells the key what its owner may do now; an older epoch never replaces a newer. Called by the owner's grain only.</summary>
    [Alias("SetStanding")]
    Task SetStandingAsync(Standing standing);

    /// <summary>Ends the key; from the moment it answers no request passes. False when there is none.</summary>
    [Alias("Revoke")]
    Task<bool> RevokeAsync();

    /// <summary>The key as its owner sees it; null when there is none.</summary>
    [Alias("Describe"), AlwaysInterleave]
    Task<ApiKeyDescription?> DescribeAsync();
}

/// <summary>What a new key is to be.</summary>
[GenerateSerializer, Immutable, Alias("apikeys.NewApiKey")]
public sealed record NewApiKey
{
    /// <summary>Whose it is.</summary>
    [Id(0)] public required string OwnerId { get; init; }

    /// <summary>What the owner calls it.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>What it is good for, of <see cref="Scopes"/>.</summary>
    [Id(2)] public required ImmutableArray<string> Scopes { get; init; }

    /// <summary><see cref="ApiKeyText.Hash"/>.</summary>
    [Id(3)] public required string Hash { get; init; }

    /// <summary>What the owner may do.</summary>
    [Id(4)] public required Standing Standing { get; init; }

    /// <summary>When it ends by itself, UTC; null: never.</summary>
    [Id(6)] public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>Whether an API key lets a request through.</summary>
[GenerateSerializer, Alias("apikeys.Outcome")]
public enum ApiKeyOutcome
{
    /// <summary>It does.</summary>
    Valid,

    /// <summary>There is no such key, it was revoked, or the secret is another: which, is not told.</summary>
    Invalid,

    /// <summary>The key is the right one, and its time is over.</summary>
    Expired,

    /// <summary>The key is the right one, and its owner's account may not be used now.</summary>
    OwnerShut,
}

/// <summary>What an API key that was sent is good for.</summary>
/// <param name="Outcome">Whether the request may go on.</param>
/// <param name="OwnerId">In whose name; empty unless the secret was right.</param>
/// <param name="Scopes">What for: the key's scopes that its owner's roles still bear.</param>
[GenerateSerializer, Immutable, Alias("apikeys.Check")]
public sealed record ApiKeyCheck(ApiKeyOutcome Outcome, string OwnerId, ImmutableArray<string> Scopes)
{
    /// <summary>Not let through, and nothing told.</summary>
    public static readonly ApiKeyCheck Invalid = new(ApiKeyOutcome.Invalid, "", []);
}

/// <summary>An API key as its owner sees it.</summary>
/// <param name="Id">The key's id.</param>
/// <param name="Name">What the owner calls it.</param>
/// <param name="Scopes">What it was made for.</param>
/// <param name="Tier">The rate-limit policy that every key is under.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="ExpiresAt">When it ends by itself, UTC; null: never.</param>
/// <param name="LastUsedAt">When it was last used, UTC; null: never. Written once a minute, so a little behind after a crash.</param>
[GenerateSerializer, Immutable, Alias("apikeys.Description")]
public sealed record ApiKeyDescription(
    string Id,
    string Name,
    ImmutableArray<string> Scopes,
    string Tier,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt);
