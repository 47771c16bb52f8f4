using System.Text.Json;
using Actors.Storage;
using Actors.Users;

namespace Actors.Audit;

/// <summary>A user's part of the audit log: told as the user may see it, erased by its personal parts, so that the chains still verify.</summary>
internal sealed class AuditUserData(IEventLog log) : IUserData
{
    private const int PageSize = 200;

    public string Name => "events";

    public async Task<ExportPart> ExportAsync(IGrainFactory grains, string userId, string? after)
    {
        var page = await log.ListAsync(new EventQuery { UserId = userId, Limit = PageSize, Cursor = after })
            ?? throw new ArgumentException("No cursor of this list.", nameof(after));

        var list = JsonSerializer.Serialize([.. page.Items.Select(entry => entry.AsToldTo(userId))], AuditJson.Default.ListAuditEvent);
        return new ExportPart(ExportList.PartOf(list, isFirst: after is null, isLast: page.NextCursor is null), page.NextCursor);
    }

    public Task EraseAsync(IGrainFactory grains, string userId, RequestOrigin origin) => log.ErasePersonalAsync(userId);
}
