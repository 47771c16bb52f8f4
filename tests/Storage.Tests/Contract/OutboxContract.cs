using Actors.Notifications;
using Actors.Silo.Storage;
using Actors.Storage;

namespace Actors.Tests.Storage.Contract;

/// <summary>A mail lies in the outbox until it is sent, and one sender has it at a time.</summary>
public abstract class OutboxContract(StoreHarness harness) : StoreContract(harness), IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    public async ValueTask InitializeAsync()
    {
        // The tests of a class share a store and run one after another: each starts with an empty outbox.
        Store.Clock.Advance(TimeSpan.FromDays(1));
        foreach (var taken in await Store.Outbox.TakeDueAsync(100, Lease))
        {
            await Store.Outbox.MarkSentAsync(taken.Mail.Id);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_mail_is_taken_as_it_was_written()
    {
        var mail = await WriteAsync();

        Assert.Equal([new TakenMail(mail, 1)], await Store.Outbox.TakeDueAsync(10, Lease));
    }

    [Fact]
    public async Task The_longest_due_are_taken_first_and_no_more_than_asked()
    {
        var second = await WriteAsync(TimeSpan.FromSeconds(-1));
        var third = await WriteAsync();
        var first = await WriteAsync(TimeSpan.FromSeconds(-2));

        Assert.Equal([first, second], (await Store.Outbox.TakeDueAsync(2, Lease)).Select(taken => taken.Mail));
        Assert.Equal([third], (await Store.Outbox.TakeDueAsync(2, Lease)).Select(taken => taken.Mail));
    }

    [Fact]
    public async Task An_urgent_mail_passes_those_that_were_written_before_it()
    {
        await WriteAsync(TimeSpan.FromHours(-1));
        var urgent = await WriteAsync(isUrgent: true);
        await WriteAsync(TimeSpan.FromMinutes(-1));

        Assert.Equal([urgent.Id], (await Store.Outbox.TakeDueAsync(1, Lease)).Select(taken => taken.Mail.Id));
    }

    [Fact]
    public async Task A_mail_that_is_not_due_yet_waits()
    {
        await WriteAsync(TimeSpan.FromSeconds(1));
        Assert.Empty(await Store.Outbox.TakeDueAsync(10, Lease));

        Store.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(await Store.Outbox.TakeDueAsync(10, Lease));
    }

    [Fact]
    public async Task A_taken_mail_comes_again_when_its_sender_has_died()
    {
        var mail = await WriteAsync();
        await Store.Outbox.TakeDueAsync(10, Lease);
        Assert.Empty(await Store.Outbox.TakeDueAsync(10, Lease));

        Store.Clock.Advance(Lease);

        Assert.Equal([new TakenMail(mail, 2)], await Store.Outbox.TakeDueAsync(10, Lease));
    }

    [Fact]
    public async Task A_sent_mail_leaves_the_outbox()
    {
        var mail = await WriteAsync();
        await Store.Outbox.TakeDueAsync(10, Lease);

        Assert.True(await Store.Outbox.MarkSentAsync(mail.Id));
        Assert.False(await Store.Outbox.MarkSentAsync(mail.Id));

        Assert.Equal(0, (await Store.Outbox.CountAsync()).Waiting);
    }

    [Fact]
    public async Task A_failed_mail_is_due_again_when_its_sender_says()
    {
        var mail = await WriteAsync();
        await Store.Outbox.TakeDueAsync(10, Lease);
        Assert.True(await Store.Outbox.MarkFailedAsync(mail.Id, 1, Store.Clock.GetUtcNow().AddHours(1), "451 later"));

        Store.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Empty(await Store.Outbox.TakeDueAsync(10, Lease));
        Store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([new TakenMail(mail, 2)], await Store.Outbox.TakeDueAsync(10, Lease));
    }

    [Fact]
    public async Task A_mail_that_was_given_up_stays_to_be_seen()
    {
        var mail = await WriteAsync();
        var before = (await Store.Outbox.CountAsync()).GivenUp;
        await Store.Outbox.TakeDueAsync(10, Lease);

        Assert.True(await Store.Outbox.MarkFailedAsync(mail.Id, 1, nextAttemptAt: null, "550 never"));

        Store.Clock.Advance(TimeSpan.FromDays(1000));
        Assert.Empty(await Store.Outbox.TakeDueAsync(10, Lease));
        Assert.Equal(new OutboxCounts(0, before + 1), await Store.Outbox.CountAsync());
    }

    [Fact]
    public async Task Mails_to_an_address_that_were_given_up_can_be_erased()
    {
        var (erased, other) = ($"{Guid.NewGuid():N}@Example.org", $"{Guid.NewGuid():N}@example.org");
        await GiveUpAsync(to: erased);
        await GiveUpAsync(to: erased);
        await GiveUpAsync(to: other);
        var before = await Store.Outbox.CountAsync();

        Assert.Equal(2, await Store.Outbox.EraseGivenUpAsync(erased));

        Assert.Equal(before with { GivenUp = before.GivenUp - 2 }, await Store.Outbox.CountAsync());
        Assert.Equal(0, await Store.Outbox.EraseGivenUpAsync(erased));
        Assert.Equal(1, await Store.Outbox.EraseGivenUpAsync(other));
    }

    [Fact]
    public async Task Mails_that_were_given_up_are_erased_by_their_age_in_portions_and_those_that_wait_are_left()
    {
        await Store.Outbox.EraseGivenUpAsync(Store.Clock.GetUtcNow().AddDays(1), 1000);
        await GiveUpAsync(to: "ann@example.org");
        await GiveUpAsync(to: "ann@example.org");
        await GiveUpAsync(to: "bob@example.org");
        Store.Clock.Advance(TimeSpan.FromDays(1));
        var time = Store.Clock.GetUtcNow();
        await GiveUpAsync(to: "ann@example.org");
        await WriteAsync(TimeSpan.FromDays(-2));

        Assert.Equal(2, await Store.Outbox.EraseGivenUpAsync(time, 2));
        Assert.Equal(new OutboxCounts(1, 2), await Store.Outbox.CountAsync());
        Assert.Equal(1, await Store.Outbox.EraseGivenUpAsync(time, 2));
        Assert.Equal(0, await Store.Outbox.EraseGivenUpAsync(time, 2));

        Assert.Equal(new OutboxCounts(1, 1), await Store.Outbox.CountAsync());
        Assert.Equal(1, await Store.Outbox.EraseGivenUpAsync("ann@example.org"));
    }

    [Fact]
    public async Task A_mail_that_waits_is_sent_although_those_to_its_address_that_were_given_up_are_erased()
    {
        var untried = await WriteAsync();
        await Store.Outbox.EraseGivenUpAsync(untried.To);
        var taken = await Store.Outbox.TakeDueAsync(10, Lease);
        await Store.Outbox.EraseGivenUpAsync(untried.To);

        Assert.Equal([untried], taken.Select(t => t.Mail));
        Assert.True(await Store.Outbox.MarkSentAsync(untried.Id));
    }

    [Fact]
    public async Task A_sender_whose_lease_ran_out_has_no_say_any_more()
    {
        var mail = await WriteAsync();
        await Store.Outbox.TakeDueAsync(10, Lease);
        Store.Clock.Advance(Lease);
        await Store.Outbox.TakeDueAsync(10, Lease);

        Assert.False(await Store.Outbox.MarkFailedAsync(mail.Id, 1, Store.Clock.GetUtcNow(), "too late"));

        Assert.Empty(await Store.Outbox.TakeDueAsync(10, Lease));
    }

    [Fact]
    public async Task Senders_that_take_at_once_never_get_the_same_mail()
    {
        for (var n = 0; n < 20; n++)
        {
            await WriteAsync();
        }

        var taken = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Store.Outbox.TakeDueAsync(3, Lease)));

        var ids = taken.SelectMany(mails => mails.Select(mail => mail.Mail.Id)).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Equal(20 - ids.Length, (await Store.Outbox.TakeDueAsync(100, Lease)).Length);
    }

    private async Task GiveUpAsync(string to)
    {
        var mail = await WriteAsync(to: to);
        await Store.Outbox.TakeDueAsync(10, Lease);
        Assert.True(await Store.Outbox.MarkFailedAsync(mail.Id, 1, nextAttemptAt: null, "550 never"));
    }

    private async Task<OutgoingMail> WriteAsync(TimeSpan offset = default, string? to = null, bool isUrgent = false)
    {
        var mail = Records.Mail(Store.Clock.GetUtcNow() + offset);
        mail = mail with { To = to ?? mail.To, IsUrgent = isUrgent };
        var outcome = await Store.States.WriteAsync(
            new StateWrite(new StateKey("mail", mail.Id, "mail"), null) { Payload = "{}"u8.ToArray(), Mails = [mail] });
        Assert.True(outcome.Stored);
        return mail;
    }
}
