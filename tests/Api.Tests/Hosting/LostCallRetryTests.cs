using Actors.Api.Hosting;
using Actors.RateLimits;
using Actors.Storage;
using Actors.Testing;
using Actors.Users;
using Microsoft.AspNetCore.Http;

namespace Actors.Tests.Hosting;

/// <summary>Which calls are made again when a silo stops or is gone.</summary>
public sealed class LostCallRetryTests
{
    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PATCH")]
    [InlineData(null)]
    public async Task A_call_that_was_rejected_never_ran_and_is_made_again(string? method)
    {
        var call = new FailingCall(FailingCall.Rejected, FailingCall.Rejected, FailingCall.Rejected);

        await Retry(method).Invoke(call);

        Assert.Equal(4, call.Tries);
    }

    [Fact]
    public async Task A_call_that_is_rejected_again_and_again_is_given_up()
    {
        var call = new FailingCall(FailingCall.Rejected, FailingCall.Rejected, FailingCall.Rejected, FailingCall.Rejected);

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
        var call = Lost(typeof(IUserGrain), nameof(IUserGrain.RenameAsync));

        await Assert.ThrowsAsync<SiloUnavailableException>(() => Retry(method).Invoke(call));

        Assert.Equal(tries, call.Tries);
    }

    [Theory]
    [InlineData(nameof(IRateLimitGrain.LookAsync), 2)]
    [InlineData(nameof(IRateLimitGrain.TakeAsync), 1)]
    [InlineData(nameof(IRateLimitGrain.RefundAsync), 1)]
    public async Task What_a_bucket_counts_is_not_counted_twice_because_the_request_may_be_made_twice(string method, int tries)
    {
        var call = Lost(typeof(IRateLimitGrain), method);

        await Assert.ThrowsAsync<SiloUnavailableException>(() => Retry("GET").Invoke(call));

        Assert.Equal(tries, call.Tries);
    }

    [Fact]
    public async Task The_calls_of_an_endpoint_that_is_marked_so_are_not_made_again()
    {
        var call = Lost(typeof(IUserGrain), nameof(IUserGrain.GetProfileAsync));

        await Assert.ThrowsAsync<SiloUnavailableException>(() => Retry("GET", marks: [Unrepeatable.Instance]).Invoke(call));

        Assert.Equal(1, call.Tries);
    }

    [Theory]
    [InlineData("If-Match", "\"3\"")]
    [InlineData("If-None-Match", "*")]
    public async Task A_write_under_a_condition_would_meet_what_its_first_try_left(string condition, string tag)
    {
        var call = new FailingCall(new SiloUnavailableException());

        await Assert.ThrowsAsync<SiloUnavailableException>(() => Retry("PUT", (condition, tag)).Invoke(call));

        Assert.Equal(1, call.Tries);
    }

    [Fact]
    public async Task A_call_that_failed_late_is_not_made_again()
    {
        var clock = new HastyClock();
        var call = new FailingCall(FailingCall.Rejected) { Takes = () => clock.Now += TimeSpan.FromSeconds(2) };

        await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => Retry("GET", clock: clock).Invoke(call));

        Assert.Equal(1, call.Tries);
    }

    [Fact]
    public async Task What_the_store_says_is_an_answer()
    {
        var call = new FailingCall(new StorageUnavailableException("The disk is full."));

        await Assert.ThrowsAsync<StorageUnavailableException>(() => Retry("GET").Invoke(call));

        Assert.Equal(1, call.Tries);
    }

    [Fact]
    public async Task The_calls_of_grains_are_their_own_affair()
    {
        var call = new FailingCall(FailingCall.Rejected) { SourceId = GrainId.Create("some", "grain") };

        await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => Retry("GET").Invoke(call));

        Assert.Equal(1, call.Tries);
    }

    private static FailingCall Lost(Type grain, string method) =>
        new(new SiloUnavailableException(), new SiloUnavailableException()) { InterfaceMethod = grain.GetMethod(method)! };

    private static LostCallRetry Retry(
        string? method, (string Name, string Value)? header = null, TimeProvider? clock = null, params IEnumerable<object> marks)
    {
        var accessor = new HttpContextAccessor();

        if (method is not null)
        {
            accessor.HttpContext = new DefaultHttpContext { Request = { Method = method } };
            accessor.HttpContext.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(marks), "an endpoint"));

            if (header is { } sent)
            {
                accessor.HttpContext.Request.Headers[sent.Name] = sent.Value;
            }
        }

        return new LostCallRetry(accessor, clock ?? new HastyClock());
    }
}
