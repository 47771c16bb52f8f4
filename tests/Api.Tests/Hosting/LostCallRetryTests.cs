using System.Reflection;
using System.Runtime.CompilerServices;
using Actors.Api.Hosting;
using Actors.Storage;
using Microsoft.AspNetCore.Http;
using Orleans.Serialization.Invocation;

namespace Actors.Tests.Hosting;

/// <summary>Which calls are made again when a silo stops or is gone.</summary>
public sealed class LostCallRetryTests
{
    private static readonly OrleansException Rejected = (OrleansException)RuntimeHelpers.GetUninitializedObject(typeof(OrleansMessageRejectionException));

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PATCH")]
    [InlineData(null)]
    public async Task A_call_that_was_rejected_never_ran_and_is_made_again(string? method)
    {
        var call = new Call(Rejected, Rejected, Rejected);

        await Retry(method).Invoke(call);

        Assert.Equal(4, call.Tries);
    }

    [Fact]
    public async Task A_call_that_is_rejected_again_and_again_is_given_up()
    {
        var call = new Call(Rejected, Rejected, Rejected, Rejected);

        await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => Retry("GET").Invoke(call));

        Assert.Equal(4, call.Tries);
    }

    [Theory]
    [InlineData("GET", 2)]
    [InlineData("HEAD", 2)]
    [InlineData("PUT", 2)]
    [InlineData("POST", 1)]
    [InlineData("PATCH", 1)]
    [InlineData("DELETE", 1)]
    [InlineData(null, 1)]
    public async Task A_call_that_was_lost_is_made_once_more_if_the_request_may_be_made_twice(string? method, int tries)
    {
        var call = new Call(new SiloUnavailableException(), new SiloUnavailableException());

        await Assert.ThrowsAsync<SiloUnavailableException>(() => Retry(method).Invoke(call));

        Assert.Equal(tries, call.Tries);
    }

    [Fact]
    public async Task A_write_under_a_condition_would_meet_what_its_first_try_left()
    {
        var call = new Call(new SiloUnavailableException());

        await Assert.ThrowsAsync<SiloUnavailableException>(() => Retry("PUT", ifMatch: "\"3\"").Invoke(call));

        Assert.Equal(1, call.Tries);
    }

    [Fact]
    public async Task A_call_that_failed_late_is_not_made_again()
    {
        var clock = new HastyClock();
        var call = new Call(Rejected) { Takes = () => clock.Now += TimeSpan.FromSeconds(2) };

        await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => Retry("GET", clock: clock).Invoke(call));

        Assert.Equal(1, call.Tries);
    }

    [Fact]
    public async Task What_the_store_says_is_an_answer()
    {
        var call = new Call(new StorageUnavailableException("The disk is full."));

        await Assert.ThrowsAsync<StorageUnavailableException>(() => Retry("GET").Invoke(call));

        Assert.Equal(1, call.Tries);
    }

    [Fact]
    public async Task The_calls_of_grains_are_their_own_affair()
    {
        var call = new Call(Rejected) { SourceId = GrainId.Create("some", "grain") };

        await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => Retry("GET").Invoke(call));

        Assert.Equal(1, call.Tries);
    }

    private static LostCallRetry Retry(string? method, string? ifMatch = null, TimeProvider? clock = null)
    {
        var accessor = new HttpContextAccessor();

        if (method is not null)
        {
            accessor.HttpContext = new DefaultHttpContext { Request = { Method = method, Headers = { IfMatch = ifMatch } } };
        }

        return new LostCallRetry(accessor, clock ?? new HastyClock());
    }

    /// <summary>A clock that stands still, and whose timers are due at once.</summary>
    private sealed class HastyClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    /// <summary>A call that fails so, one try after the other, and then succeeds.</summary>
    private sealed class Call(params Exception[] failures) : IOutgoingGrainCallContext
    {
        public int Tries { get; private set; }

        public Action? Takes { get; init; }

        public GrainId? SourceId { get; init; }

        public object? Result { get; set; }

        public Response? Response { get; set; }

        public IGrainContext? SourceContext => throw new NotSupportedException();

        public IInvokable Request => throw new NotSupportedException();

        public object Grain => throw new NotSupportedException();

        public GrainId TargetId => throw new NotSupportedException();

        public GrainInterfaceType InterfaceType => throw new NotSupportedException();

        public string InterfaceName => throw new NotSupportedException();

        public string MethodName => throw new NotSupportedException();

        public MethodInfo InterfaceMethod => throw new NotSupportedException();

        public Task Invoke()
        {
            Takes?.Invoke();
            return ++Tries <= failures.Length ? Task.FromException(failures[Tries - 1]) : Task.CompletedTask;
        }
    }
}
