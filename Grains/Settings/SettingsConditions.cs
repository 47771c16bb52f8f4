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
        var holds = (condition.IfMatch.IsEmpty || (state.Exists && condition.IfMatch.Contains(state.Version)))
            && (!condition.MustExist || state.Exists)
            && (!condition.MustNotExist || !state.Exists)
            && !(state.Exists && condition.IfNoneMatch.Contains(state.Version));

        return holds ? null : SettingsWriteOutcome.VersionConflict;
    }
}
