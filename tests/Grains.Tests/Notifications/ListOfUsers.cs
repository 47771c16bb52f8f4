using System.Collections.Immutable;
using System.Globalization;
using Actors.Storage;
using Actors.Testing;

namespace Actors.Tests.Notifications;

/// <summary>A list of users that can be held back.</summary>
internal sealed class ListOfUsers(int count, DateTimeOffset until) : IUserIndex
{
    private TaskCompletionSource? _reached;
    private TaskCompletionSource? _held;
    private int _left;

    public ImmutableArray<ListedUser> All { get; } =
    [
        .. Enumerable.Range(0, count).Select(n => new ListedUser
        {
            Id = Ids.User + n.ToString("x32", CultureInfo.InvariantCulture),
            Email = $"user{n}@example.com",
            EmailVerified = true,
            Status = "Active",
            Roles = ["user"],
            MfaEnabled = false,
            CreatedAt = until.AddMinutes(n - count),
        }),
    ];

    /// <summary>Answers so many times and no more; ends when it is asked once more.</summary>
    public Task HoldBack(int afterAsked)
    {
        (_left, _held, _reached) = (afterAsked, new TaskCompletionSource(), new TaskCompletionSource());
        return _reached.Task.WaitAsync(Eventually.Patience);
    }

    public void Release() => _held!.SetResult();

    /// <summary>Who waits gets no answer, as from a silo that is lost: one within the test's process would wait for it before it ends.</summary>
    public void Lose() => Interlocked.Exchange(ref _held, null)!.SetException(new IOException("The list is lost."));

    public async Task<Page<ListedUser>?> ListAsync(UserQuery query, CancellationToken cancellationToken = default)
    {
        if (_held is { } held && Interlocked.Decrement(ref _left) < 0)
        {
            _reached!.TrySetResult();
            await held.Task;
        }

        var start = query.Cursor is null ? 0 : int.Parse(query.Cursor, CultureInfo.InvariantCulture);
        var items = All[start..Math.Min(start + query.Limit, All.Length)];
        return new Page<ListedUser>(items, start + items.Length < All.Length ? $"{start + items.Length}" : null);
    }

    public Task<ImmutableArray<string>> ListBehindAsync(int limit, CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<string>>([]);
}
