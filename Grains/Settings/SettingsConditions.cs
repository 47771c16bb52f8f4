namespace Actors.Settings;

/// <summary>RFC 9110, 13.2.2: whether a write's conditions hold.</summary>
internal static class SettingsConditions
{
    public static SettingsWriteOutcome? Refusal(SettingsCondition condition, SettingsState state)
    {
        if (state is { Exists: true, Strict: true } && !condition.NamesVersion)
        {
            return SettingsWriteOutcome.PreconditionRequired;
        }

        // A document that is gone has no tag, though its version counts on.
        return Holds(condition, state.Exists ? state.Version : null) ? null : SettingsWriteOutcome.VersionConflict;
    }

    /// <param name="condition">The condition.</param>
    /// <param name="version">The version of what is there; null when there is nothing.</param>
    public static bool Holds(SettingsCondition condition, long? version) =>
        (condition.IfMatch.IsEmpty || (version is { } present && condition.IfMatch.Contains(present)))
        && (!condition.MustExist || version is not null)
        && (!condition.MustNotExist || version is null)
        && !(version is { } known && condition.IfNoneMatch.Contains(known));
}
