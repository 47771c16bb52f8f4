using System.Collections.Immutable;

namespace Actors.Users;

/// <summary>Where failed sign-ins to an account are counted, and what is locked.</summary>
/// <param name="Strangers">Sign-ins from devices that do not prove to be known.</param>
/// <param name="Devices">Each known device, the one used last first.</param>
/// <param name="SecondFactor">Wrong codes.</param>
/// <param name="Confirmations">Wrong passwords of those who are signed in and were asked for it again.</param>
[GenerateSerializer, Immutable, Alias("users.Locks")]
public sealed record UserLocks(
    LaneDescription Strangers, ImmutableArray<LaneDescription> Devices, LaneDescription SecondFactor, LaneDescription Confirmations);

/// <param name="Failures">Failures in a row.</param>
/// <param name="LockedUntil">Until when it is locked, UTC; null while it is open.</param>
/// <param name="LastUsedAt">For a device: when it last signed in, UTC.</param>
[GenerateSerializer, Immutable, Alias("users.LaneDescription")]
public sealed record LaneDescription(int Failures, DateTimeOffset? LockedUntil, DateTimeOffset? LastUsedAt = null);
