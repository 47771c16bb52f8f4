using Actors.Settings;

namespace Actors;

public static partial class GrainKeys
{
    /// <summary>One persona's document of one user. The name must be valid (<see cref="PersonaName.IsValid"/>).</summary>
    public static ISettingsGrain GetSettings(this IGrainFactory grains, string userId, string persona) =>
        PersonaName.IsValid(persona)
            ? grains.Get<ISettingsGrain>($"{userId}/{persona}")
            : throw new ArgumentException("Not the name of a persona.", nameof(persona));

    /// <summary>Which personas a user has.</summary>
    public static IPersonaIndexGrain GetPersonaIndex(this IGrainFactory grains, string userId) =>
        grains.Get<IPersonaIndexGrain>(userId);

    /// <summary>What documents of a persona must be like. The name must be valid (<see cref="PersonaName.IsValid"/>).</summary>
    public static ISettingsSchemaGrain GetSettingsSchema(this IGrainFactory grains, string persona) =>
        PersonaName.IsValid(persona)
            ? grains.Get<ISettingsSchemaGrain>(persona)
            : throw new ArgumentException("Not the name of a persona.", nameof(persona));

    /// <summary>What writes several documents of a user at once.</summary>
    public static ISettingsImportGrain GetSettingsImport(this IGrainFactory grains, string userId) => grains.Get<ISettingsImportGrain>(userId);

    /// <summary>Lists over all users' documents.</summary>
    public static ISettingsDirectoryGrain GetSettingsDirectory(this IGrainFactory grains) => grains.GetGrain<ISettingsDirectoryGrain>(0);

    /// <summary>The user and the persona of a document's key.</summary>
    public static (string UserId, string Persona) SplitSettingsKey(string key)
    {
        // A persona's name has no slash, so the last one parts them whatever the user's id is.
        var slash = key.LastIndexOf('/');
        return (key[..slash], key[(slash + 1)..]);
    }
}
