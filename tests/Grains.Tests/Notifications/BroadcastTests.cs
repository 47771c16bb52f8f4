using Actors.Notifications;
using Actors.Storage;
using Actors.Testing;
using Actors.Tests.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Tests.Notifications;

public sealed class BroadcastTests : IAsyncLifetime
{
    private static readonly DateTimeOffset SentAt = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly ListOfUsers _users = new(950, SentAt);
    private readonly Cancellations _cancellations = new();
    private GrainCluster _cluster = null!;

    public async ValueTask InitializeAsync() =>
        _cluster = await GrainCluster.StartAsync(silos: 2, services: services => services
            .AddSingleton<IUserIndex>(_users)
            .AddSingleton<IIncomingGrainCallFilter>(_cancellations));

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_message_reaches_everybody_once_and_tells_how_far_it_is()
    {
        var message = New();
        var begun = await SendAsync(message);
        Assert.Equal((BroadcastStatus.Counting, null), (begun.Status, begun.Total));

        var ended = await EndAsync(message);

        Assert.Equal((BroadcastStatus.Done, 950L, 950L, 0L), (ended.Status, ended.Total, ended.Reached, ended.Failed));
        Assert.Equal(950, _cluster.Storage.Mails.Count);
        Assert.Equal(950, _cluster.Storage.Stored("inbox").Count);
        Assert.Equal([NotificationKind.AdminMessage], await _cluster.KindsAsync(_users.All[949].Id));
    }

    [Fact]
    public async Task Who_came_after_the_message_does_not_get_it()
    {
        var message = New() with { SentAt = _users.All[10].CreatedAt };

        await SendAsync(message);

        Assert.Equal(11, (await EndAsync(message)).Total);
    }

    [Fact]
    public async Task A_message_that_is_sent_again_is_only_told_of()
    {
        var message = New();
        await SendAsync(message);
        await EndAsync(message);

        var again = await SendAsync(message);

        Assert.Equal(BroadcastStatus.Done, again.Status);
        Assert.Equal(950, _cluster.Storage.Mails.Count);
        Assert.Single(_cluster.Storage.Events, entry => entry.Type == "broadcast.send");
    }

    [Fact]
    public async Task A_message_whose_silo_is_lost_goes_on_where_it_ended()
    {
        var message = await SendAndHoldBackAsync();
        var grain = _cluster.Grains.GetBroadcast(message.Content.Id);
        var before = (await grain.GetProgressAsync())!.Reached;
        Assert.InRange(before, 1, 949);

        var killed = _cluster.KillAsync(await _cluster.HostOfAsync(grain));
        _users.Lose();
        await killed;

        // The living silo looks for it every few seconds.
        var ended = await EndAsync(message, unless: () =>
        {
            _cluster.Clock.Advance(TimeSpan.FromSeconds(5));
            return Task.CompletedTask;
        });
        Assert.Equal((BroadcastStatus.Done, 950L), (ended.Status, ended.Reached));
        Assert.Equal(950, _cluster.Storage.Mails.Count);
    }

    [Fact]
    public async Task A_part_that_failed_is_tried_again()
    {
        var message = New();
        _cluster.Storage.FailWriteNumber(100);
        await SendAsync(message);

        var ended = await EndAsync(message, unless: _cluster.Grains.GetBroadcasts().ResumeAsync);

        Assert.Equal((950L, 0L), (ended.Reached, ended.Failed));
        Assert.Equal(950, _cluster.Storage.Mails.Count);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(204)]
    public async Task A_message_goes_on_after_a_write_that_was_stored_and_seemed_to_fail(int number)
    {
        var message = New();
        _cluster.Storage.LoseAnswerNumber(number);
        await SendAsync(message);

        var ended = await EndAsync(message, unless: _cluster.Grains.GetBroadcasts().ResumeAsync);

        Assert.Equal((BroadcastStatus.Done, 950L, 0L), (ended.Status, ended.Reached, ended.Failed));
        Assert.Equal(950, _cluster.Storage.Mails.Count);
    }

    [Fact]
    public async Task A_message_is_called_off_where_it_is()
    {
        var message = await SendAndHoldBackAsync();

        var cancelling = _cluster.Grains.GetBroadcasts().CancelAsync(message.Content.Id, Accounts.Origin);
        await _cancellations.Begun;
        _users.Release();
        var cancelled = await cancelling;

        Assert.Equal(BroadcastStatus.Cancelled, cancelled!.Status);
        Assert.InRange(cancelled.Reached, 1, 949);
        await _cluster.Grains.GetBroadcasts().ResumeAsync();
        Assert.Equal(cancelled, await _cluster.Grains.GetBroadcasts().GetAsync(message.Content.Id));
    }

    [Fact]
    public async Task While_a_message_is_called_off_messages_can_be_read()
    {
        var message = await SendAndHoldBackAsync();
        var cancelling = _cluster.Grains.GetBroadcasts().CancelAsync(message.Content.Id, Accounts.Origin);
        await _cancellations.Begun;

        Assert.Equal(BroadcastStatus.Sending, (await _cluster.Grains.GetBroadcasts().GetAsync(message.Content.Id))!.Status);
        Assert.Single((await _cluster.Grains.GetBroadcasts().ListAsync(1, null))!.Items);
        Assert.False(cancelling.IsCompleted);

        _users.Release();
        await cancelling;
    }

    [Fact]
    public async Task No_message_is_called_off_without_the_audit_log_knowing()
    {
        var message = New();
        var counted = _users.HoldBack(afterAsked: 0);
        await SendAsync(message);
        await counted;
        _cluster.Storage.FailWriteNumber(2);

        var cancelling = Assert.ThrowsAsync<StorageUnavailableException>(() => _cluster.Grains.GetBroadcasts().CancelAsync(message.Content.Id, Accounts.Origin));
        await _cancellations.Begun;
        _users.Release();
        await cancelling;

        Assert.Single(_cluster.Storage.Events, entry => entry.Type == "broadcast.cancel");
    }

    [Fact]
    public async Task A_message_that_was_taken_and_never_begun_is_told_of_and_begun()
    {
        var message = New();
        _cluster.Storage.FailWriteNumber(2);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => SendAsync(message));

        var known = await _cluster.Grains.GetBroadcasts().GetAsync(message.Content.Id);
        Assert.Equal((BroadcastStatus.Counting, 0L), (known!.Status, known.Reached));

        await _cluster.Grains.GetBroadcasts().ResumeAsync();
        Assert.Equal(950, (await EndAsync(message)).Reached);
    }

    [Fact]
    public async Task A_message_that_was_taken_and_seemed_not_to_be_is_brought_soon()
    {
        var message = New();
        _cluster.Storage.LoseAnswerNumber(1);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => SendAsync(message));

        await _cluster.Grains.GetBroadcasts().ResumeAsync();

        Assert.Equal(950, (await EndAsync(message)).Reached);
    }

    [Fact]
    public async Task Messages_are_listed_newest_first_and_in_pages()
    {
        var sent = new[] { New(), New(), New() };

        foreach (var message in sent)
        {
            await SendAsync(message);
        }

        var first = (await _cluster.Grains.GetBroadcasts().ListAsync(2, null))!;
        var second = (await _cluster.Grains.GetBroadcasts().ListAsync(2, first.NextCursor))!;

        Assert.Equal(sent.Reverse().Select(m => m.Content.Id), first.Items.Concat(second.Items).Select(p => p.Broadcast.Content.Id));
        Assert.Null(second.NextCursor);
        Assert.Null(await _cluster.Grains.GetBroadcasts().ListAsync(2, "msg_none"));
    }

    [Fact]
    public async Task Of_an_address_in_the_filter_the_log_tells_the_hash()
    {
        var message = New() with { Audience = new Audience(EmailPrefix: "ada@example.com") };

        await SendAsync(message);

        var entry = Assert.Single(_cluster.Storage.Events, entry => entry.Type == "broadcast.send");
        Assert.Contains($"\"email\":\"sha256:{SecretText.Sha256Hex("ada@example.com")}\"", entry.Personal!.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@", entry.Personal.Detail, StringComparison.Ordinal);
        await EndAsync(message);
    }

    private static Broadcast New() =>
        new(new AdminMessage(Ids.New(Ids.Message, SentAt), "Maintenance", "On Sunday.", MayMail: true), new Audience(), SentAt, "usr_admin");

    private Task<BroadcastProgress> SendAsync(Broadcast message) => _cluster.Grains.GetBroadcasts().SendAsync(message, Accounts.Origin);

    /// <summary>A message that is under way, and gets no further until those it is for are released or lost.</summary>
    private async Task<Broadcast> SendAndHoldBackAsync()
    {
        var message = New();
        var reached = _users.HoldBack(afterAsked: 8);
        await SendAsync(message);
        await reached;
        return message;
    }

    private async Task<BroadcastProgress> EndAsync(Broadcast message, Func<Task>? unless = null)
    {
        var ended = await Eventually.IsAsync(
            async () =>
            {
                var progress = await _cluster.Grains.GetBroadcast(message.Content.Id).GetProgressAsync();

                if (unless is not null && progress is not { FinishedAt: not null })
                {
                    await unless();
                }

                return progress;
            },
            progress => progress is { FinishedAt: not null },
            "the end of the message");
        return ended!;
    }

    /// <summary>Tells that a message has been asked to stop.</summary>
    private sealed class Cancellations : IIncomingGrainCallFilter
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task.WaitAsync(Eventually.Patience);

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            var call = context.Invoke();

            if (context is { Grain: IBroadcastGrain, MethodName: nameof(IBroadcastGrain.CancelAsync) })
            {
                _begun.SetResult();
            }

            await call;
        }
    }
}
