using System.Text.Json;
using Actors.Storage;
using Actors.Users;

namespace Actors.Audit;

/// <summary>A user's part of the audit log: told as the user may see it, erased by its personal parts, so that the chains still verify.</summary>
internal sealed class AuditUserData(IEventLog log) : IUserData
{
    private const int PageSize = 200;

    public string Name => "events";

    public async Task<string> ExportAsync(IGrainFactory grains, string userId)
    {
        var events = new List<AuditEvent>();
        string? cursor = null;

        do
        {
            var page = await log.ListAsync(new EventQuery { UserId = userId, Limit = PageSize, Cursor = cursor });
            events.AddRange(page!.Items.Select(entry => entry.AsToldTo(userId)));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return JsonSerializer.Serialize(events, AuditJson.Default.ListAuditEvent);
    }

    public Task EraseAsync(IGrainFactory grains, string userId, RequestOrigin origin) => log.ErasePersonalAsync(userId);
}
