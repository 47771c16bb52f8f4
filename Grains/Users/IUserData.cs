namespace Actors.Users;

/// <summary>What one domain holds about a user. Every domain that holds something registers one, so that export and deletion miss nothing.</summary>
internal interface IUserData
{
    /// <summary>The member of the export's document.</summary>
    string Name { get; }

    /// <summary>Everything held, as JSON.</summary>
    Task<string> ExportAsync(IGrainFactory grains, string userId);

    /// <summary>Erases what is held; may be repeated.</summary>
    Task EraseAsync(IGrainFactory grains, string userId, RequestOrigin origin);
}
