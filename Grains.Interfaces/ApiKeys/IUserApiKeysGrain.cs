using System.Collections.Immutable;

namespace Actors.ApiKeys;

/// <summary>An account's API keys. The same grain as <c>IUserGrain</c>.</summary>
[Alias("apikeys.IUserApiKeysGrain")]
public interface IUserApiKeysGrain : IGrainWithStringKey
{
    /// <summary>Makes a key.</summary>
    [Alias("CreateKey"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<CreateApiKeyResult> CreateKeyAsync(string name, ImmutableArray<string> scopes, DateTimeOffset? expiresAt, RequestOrigin origin);

    /// <summary>The keys that were not revoked, newest first.</summary>
    [Alias("ListKeys"), AlwaysInterleave, ResponseTimeout(CallTimeouts.Query)]
    Task<ImmutableArray<ApiKeyDescription>> ListKeysAsync();

    /// <summary>Ends a key; false when the account has none with this id.</summary>
    [Alias("RevokeKey"), ResponseTimeout(CallTimeouts.Hashing)]
    Task<bool> RevokeKeyAsync(string keyId, RequestOrigin origin);
}

/// <summary>How the making of a key ended.</summary>
[GenerateSerializer, Alias("apikeys.CreateOutcome")]
public enum CreateApiKeyOutcome
{
    /// <summary>It was made.</summary>
    Created,

    /// <summary>The account has as many as it may have.</summary>
    TooMany,

    /// <summary>The account's roles do not bear a scope that was asked for.</summary>
    ScopeNotAllowed,
}

/// <param name="Outcome">How it ended.</param>
/// <param name="Key">The key's text, shown this once.</param>
/// <param name="Description">What was made.</param>
[GenerateSerializer, Immutable, Alias("apikeys.CreateResult")]
public sealed record CreateApiKeyResult(CreateApiKeyOutcome Outcome, string? Key = null, ApiKeyDescription? Description = null)
{
    /// <summary>Names no secret.</summary>
    public override string ToString() => $"CreateApiKeyResult {{ Outcome = {Outcome} }}";
}
