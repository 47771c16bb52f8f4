using Actors.Silo.Storage;
using Actors.Storage;
using Actors.Testing;

namespace Actors.Tests.Storage;

public sealed class WorkQueueTests
{
    [Fact]
    public async Task Each_piece_of_work_wakes_a_thread_that_sleeps_and_is_served_once()
    {
        var queue = Opened(bound: 1000);
        var served = new System.Collections.Concurrent.ConcurrentBag<int>();
        var threads = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () =>
            {
                while (queue.Wait())
                {
                    while (queue.TryTake(out var work))
                    {
                        served.Add(work.Number);
                    }
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();

        for (var n = 0; n < 500; n++)
        {
            queue.Add(new Numbered(n));
        }

        Assert.True(queue.Close());
        await Task.WhenAll(threads).WaitAsync(Eventually.Patience);
        Assert.Equal(Enumerable.Range(0, 500), served.Order());
    }

    [Fact]
    public async Task Who_awaits_work_goes_on_when_there_is_some_and_when_there_will_be_none()
    {
        var queue = Opened(bound: 2);
        var first = queue.WaitAsync().AsTask();
        Assert.False(first.IsCompleted);

        queue.Add(new Numbered(1));
        Assert.True(await first.WaitAsync(Eventually.Patience));
        Assert.True(await queue.WaitAsync());
        Assert.True(queue.TryTake(out _));

        var last = queue.WaitAsync().AsTask();
        Assert.False(last.IsCompleted);
        queue.Close();
        Assert.False(await last.WaitAsync(Eventually.Patience));
    }

    [Fact]
    public void What_waits_when_it_is_closed_is_still_served_in_order_and_nothing_more_is_taken()
    {
        var queue = Opened(bound: 10);
        queue.Add(new Numbered(1));
        queue.Add(new Numbered(2));
        queue.Add(new Numbered(3));
        queue.Close();

        Assert.Throws<StorageUnavailableException>(() => queue.Add(new Numbered(4)));
        var batch = new List<Numbered>();
        Assert.True(queue.Wait());
        queue.TakeAll(batch, most: 2);
        Assert.True(queue.Wait());
        queue.TakeAll(batch, most: 3);
        Assert.Equal([1, 2, 3], batch.Select(work => work.Number));
        Assert.False(queue.Wait());
    }

    [Fact]
    public void A_full_queue_refuses_at_once()
    {
        var queue = Opened(bound: 1);
        queue.Add(new Numbered(1));

        Assert.Throws<StorageUnavailableException>(() => queue.Add(new Numbered(2)));
        Assert.Equal(1, queue.Count);
        Assert.Throws<InvalidOperationException>(() => new WorkQueue<Numbered>(1).Add(new Numbered(1)));
    }

    private static WorkQueue<Numbered> Opened(int bound)
    {
        var queue = new WorkQueue<Numbered>(bound);
        queue.Open();
        return queue;
    }

    private sealed class Numbered(int number) : QueuedWork
    {
        public int Number => number;

        public override void Complete()
        {
            // Nobody waits for it.
        }

        public override void Fail(Exception error) => throw error;
    }
}
