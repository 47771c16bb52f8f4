using System.Collections.Immutable;
using Actors.Silos;
using Actors.Storage;

namespace Actors.Invitations;

[GrainType("invitations")]
internal sealed class InvitationsGrain(
    [PersistentState("invitations", StorageNames.Default)] IPersistentState<InvitationListState> list,
    TimeProvider clock) : InspectedGrain, IInvitationsGrain
{
    public const int MaxOpen = 1000;

    public async Task<InvitationDescription?> CreateAsync(NewInvitation invitation, RequestOrigin origin)
    {
        if (!InvitationText.TryParse(invitation.Text, out var text))
        {
            throw new ArgumentException("The text is none of an invitation.", nameof(invitation));
        }

        var open = await WithoutExpiredAsync();

        if (open.Length >= MaxOpen)
        {
            open = await WithoutUsedAsync(open);
        }

        if (open.Length >= MaxOpen)
        {
            return null;
        }

        // Entered before it is made: a crash in between leaves an entry that names nothing, and no invitation that nobody could withdraw.
        await list.SaveAsync(new InvitationListState { Open = open.Add(new ListedInvitation(text.Id, invitation.ExpiresAt)) });
        return await GrainFactory.GetInvitation(text.Id).CreateAsync(invitation, origin);
    }

    public async Task<Page<InvitationDescription>> ListAsync(int limit, string? after)
    {
        // Pages go on by id. Those of one moment, and those of nodes whose clocks differ, were entered in another order.
        var older = list.State.Open
            .Where(i => after is null || string.CompareOrdinal(i.Id, after) < 0)
            .OrderByDescending(i => i.Id, StringComparer.Ordinal)
            .ToList();
        var described = ImmutableArray.CreateBuilder<InvitationDescription>();

        foreach (var chunk in older.Chunk(limit))
        {
            var found = await Task.WhenAll(chunk.Select(i => GrainFactory.GetInvitation(i.Id).DescribeAsync()));
            described.AddRange(found.OfType<InvitationDescription>());

            if (described.Count > limit)
            {
                break;
            }
        }

        return described.Count > limit
            ? new Page<InvitationDescription>([.. described.Take(limit)], described[limit - 1].Id)
            : new Page<InvitationDescription>(described.ToImmutable(), null);
    }

    private async Task<ImmutableArray<ListedInvitation>> WithoutExpiredAsync()
    {
        var now = clock.GetUtcNow();
        await Task.WhenAll(list.State.Open.Where(i => i.ExpiresAt <= now).Select(i => GrainFactory.GetInvitation(i.Id).ForgetAsync()));
        return list.State.Open.RemoveAll(i => i.ExpiresAt <= now);
    }

    private async Task<ImmutableArray<ListedInvitation>> WithoutUsedAsync(ImmutableArray<ListedInvitation> entries)
    {
        var known = await Task.WhenAll(entries.Select(i => GrainFactory.GetInvitation(i.Id).DescribeAsync()));
        return [.. entries.Where((_, index) => known[index] is not null)];
    }
}
