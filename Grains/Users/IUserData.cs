namespace Actors.Users;

/// <summary>What one domain holds about a user. Every domain that holds something registers one, so that export and deletion miss nothing.</summary>
internal interface IUserData
{
    /// <summary>The member of the export's document.</summary>
    string Name { get; }

    /// <summary>A part of everything held, of which all together are one JSON value.</summary>
    /// <param name="grains">Who holds it.</param>
    /// <param name="userId">The user.</param>
    /// <param name="after">What the part before gave as its next; null for the first.</param>
    Task<ExportPart> ExportAsync(IGrainFactory grains, string userId, string? after);

    /// <summary>Erases what is held; may be repeated.</summary>
    Task EraseAsync(IGrainFactory grains, string userId, RequestOrigin origin);
}
