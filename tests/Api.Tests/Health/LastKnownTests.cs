using Actors.Api.Health;
using Actors.Testing;

namespace Actors.Tests.Health;

public sealed class LastKnownTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(60);

    // It stands still until it is moved: an answer that comes at all comes in time.
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task A_fresh_answer_is_not_asked_for_again_however_many_come()
    {
        var asked = 0;
        var known = Known(() => Task.FromResult<string?>($"{Interlocked.Increment(ref asked)}"), TimeSpan.FromHours(1));

        var answers = await Task.WhenAll(Enumerable.Range(0, 10_000).Select(_ => known.GetAsync(Deadline).AsTask()));

        Assert.All(answers, answer => Assert.Equal("1", answer.Value));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_question_without_an_answer_is_waited_for_until_the_deadline_and_by_those_after_it_not_at_all()
    {
        var known = Known(() => new TaskCompletionSource<string?>().Task);

        var first = known.GetAsync(Deadline).AsTask();
        Assert.False(first.IsCompleted);
        _clock.Advance(Deadline);

        Assert.Null((await first).Value);
        var second = known.GetAsync(Deadline).AsTask();
        Assert.True(second.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_page_that_has_waited_already_waits_for_what_is_left()
    {
        var known = Known(() => new TaskCompletionSource<string?>().Task);

        var asking = known.GetAsync(Deadline / 3).AsTask();
        Assert.False(asking.IsCompleted);
        _clock.Advance(Deadline / 3);

        Assert.Null((await asking).Value);
    }

    [Fact]
    public async Task What_was_known_is_told_with_its_age_when_no_answer_comes_any_more()
    {
        var answers = new Queue<Task<string?>>([Task.FromResult<string?>("known"), new TaskCompletionSource<string?>().Task]);
        var known = Known(answers.Dequeue);
        await known.GetAsync(Deadline);

        var asking = known.GetAsync(Deadline).AsTask();
        _clock.Advance(Deadline);

        Assert.Equal(("known", Deadline), await asking);
    }

    [Fact]
    public async Task A_question_without_an_answer_is_given_up_and_asked_again()
    {
        var answers = new Queue<Task<string?>>([new TaskCompletionSource<string?>().Task, Task.FromResult<string?>("at last")]);
        var known = Known(answers.Dequeue);
        var first = known.GetAsync(Deadline).AsTask();
        // The limit of the question is set where it is asked, off the caller's way.
        await _clock.TimerSetAsync(TimeSpan.FromSeconds(2));
        _clock.Advance(TimeSpan.FromSeconds(2));
        await first;

        Assert.Equal("at last", await Eventually.IsAsync(async () => (await known.GetAsync(Deadline)).Value, value => value is not null, "an answer"));
    }

    [Fact]
    public async Task A_failure_keeps_what_was_known_and_the_next_asks_again()
    {
        var answers = new Queue<Task<string?>>(
            [Task.FromResult<string?>("first"), Task.FromException<string?>(new TimeoutException()), Task.FromResult<string?>("third")]);
        var known = Known(answers.Dequeue);

        Assert.Equal("first", (await known.GetAsync(Deadline)).Value);
        Assert.Equal("first", (await known.GetAsync(Deadline)).Value);
        Assert.Equal("third", (await known.GetAsync(Deadline)).Value);
    }

    [Fact]
    public async Task Nothing_new_keeps_what_was_known()
    {
        var answers = new Queue<Task<string?>>([Task.FromResult<string?>("first"), Task.FromResult<string?>(null)]);
        var known = Known(answers.Dequeue);
        await known.GetAsync(Deadline);

        Assert.Equal("first", (await known.GetAsync(Deadline)).Value);
    }

    [Fact]
    public async Task After_a_change_the_next_asks_at_once()
    {
        var asked = 0;
        var known = Known(() => Task.FromResult<string?>($"{++asked}"), TimeSpan.FromHours(1));
        await known.GetAsync(Deadline);

        known.Expire();

        Assert.Equal("2", (await known.GetAsync(Deadline)).Value);
    }

    [Fact]
    public async Task After_a_change_while_a_question_is_under_way_the_next_asks_once_more()
    {
        var (old, young) = (new TaskCompletionSource<string?>(), new TaskCompletionSource<string?>());
        var answers = new Queue<Task<string?>>([old.Task, young.Task]);
        var known = Known(answers.Dequeue, TimeSpan.FromHours(1));
        var before = known.GetAsync(Deadline).AsTask();

        known.Expire();
        var after = known.GetAsync(Deadline).AsTask();
        old.SetResult("old");

        Assert.Equal("old", (await before).Value);
        young.SetResult("young");
        Assert.Equal("young", (await after).Value);
        Assert.Empty(answers);
    }

    [Fact]
    public async Task The_second_question_is_waited_for_no_longer_than_what_is_left()
    {
        var old = new TaskCompletionSource<string?>();
        var answers = new Queue<Task<string?>>([old.Task, new TaskCompletionSource<string?>().Task]);
        var known = Known(answers.Dequeue, TimeSpan.FromHours(1));
        var before = known.GetAsync(Deadline).AsTask();
        known.Expire();
        var after = known.GetAsync(Deadline).AsTask();

        _clock.Advance(Deadline / 2);
        old.SetResult("old");
        await before;
        // The ends of both waits for the first question, and that of the wait for the second.
        await _clock.TimerSetAsync(Deadline / 2, timers: 3);
        _clock.Advance(Deadline / 2);

        Assert.Equal(("old", Deadline), await after);
    }

    private LastKnown<string> Known(Func<Task<string?>> ask, TimeSpan freshFor = default) => new(ask, _clock, freshFor);
}
