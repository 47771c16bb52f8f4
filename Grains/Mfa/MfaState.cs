using System.Collections.Immutable;
using Actors.Users;

namespace Actors.Mfa;

/// <summary>An account's second factor as it is stored: the secret encrypted, the recovery codes hashed.</summary>
[GenerateSerializer, Immutable, Alias("mfa.MfaState")]
internal sealed record MfaState
{
    public static readonly MfaState None = new();

    /// <summary>The authenticator's secret, once a code of it was confirmed.</summary>
    [Id(0)] public string? Secret { get; init; }

    /// <summary>A secret that waits for its confirmation.</summary>
    [Id(1)] public string? Unconfirmed { get; init; }

    /// <summary>The step of the last code accepted: no code is good twice.</summary>
    [Id(2)] public long? LastStep { get; init; }

    [Id(3)] public ImmutableArray<string> RecoveryHashes { get; init; } = [];

    /// <summary>The key of <see cref="RecoveryHashes"/>, encrypted; null for codes of before there was one, whose key follows from the master key.</summary>
    [Id(5)] public string? RecoveryKey { get; init; }

    /// <summary>Wrong codes in a row, counted apart from wrong passwords.</summary>
    [Id(4)] public LoginFailures Failures { get; init; } = LoginFailures.None;
}
