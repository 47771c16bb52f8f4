namespace Actors.Storage;

/// <summary>The names under which grains ask for storage.</summary>
public static class StorageNames
{
    /// <summary>The one durable store.</summary>
    public const string Default = "Default";
}
