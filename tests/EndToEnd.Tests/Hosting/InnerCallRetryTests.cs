using Actors.Settings;
using Actors.Silo.Hosting;
using Actors.Testing;
using Actors.Users;

namespace Actors.Tests.Hosting;

/// <summary>Which calls of grains to others are made again when a silo stops or is gone.</summary>
public sealed class InnerCallRetryTests
{
    private static readonly GrainId SomeGrain = GrainId.Create("some", "grain");

    [Theory]
    [InlineData(typeof(ISettingsSchemaGrain), nameof(ISettingsSchemaGrain.GetAsync))]
    [InlineData(typeof(IUserGrain), nameof(IUserGrain.RenameAsync))]
    public async Task A_call_that_was_rejected_never_ran_and_is_made_again(Type grain, string method)
    {
        var call = Call(grain, method, FailingCall.Rejected, FailingCall.Rejected, FailingCall.Rejected);

        await new InnerCallRetry(new HastyClock()).Invoke(call);

        Assert.Equal(4, call.Tries);
    }

    [Fact]
    public async Task A_call_that_is_rejected_again_and_again_is_given_up()
    {
        var call = Call(typeof(IUserGrain), nameof(IUserGrain.RenameAsync), [.. Enumerable.Repeat(FailingCall.Rejected, 4)]);

        await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => new InnerCallRetry(new HastyClock()).Invoke(call));

        Assert.Equal(4, call.Tries);
    }

    [Theory]
    [InlineData(typeof(ISettingsSchemaGrain), nameof(ISettingsSchemaGrain.GetAsync), 2)]
    [InlineData(typeof(IUserDirectoryGrain), nameof(IUserDirectoryGrain.ListAsync), 2)]
    [InlineData(typeof(IUserGrain), nameof(IUserGrain.RenameAsync), 1)]
    public async Task A_call_that_was_lost_is_made_once_more_if_it_only_reads(Type grain, string method, int tries)
    {
        var call = Call(grain, method, new SiloUnavailableException(), new SiloUnavailableException());

        await Assert.ThrowsAsync<SiloUnavailableException>(() => new InnerCallRetry(new HastyClock()).Invoke(call));

        Assert.Equal(tries, call.Tries);
    }

    [Fact]
    public async Task A_call_that_failed_late_is_not_made_again()
    {
        var clock = new HastyClock();
        var call = new FailingCall(FailingCall.Rejected)
        {
            SourceId = SomeGrain,
            InterfaceMethod = typeof(ISettingsSchemaGrain).GetMethod(nameof(ISettingsSchemaGrain.GetAsync))!,
            Takes = () => clock.Now += TimeSpan.FromSeconds(2),
        };

        await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => new InnerCallRetry(clock).Invoke(call));

        Assert.Equal(1, call.Tries);
    }

    [Fact]
    public async Task The_engines_own_calls_are_left_to_it()
    {
        var call = Call(typeof(IManagementGrain), nameof(IManagementGrain.GetTotalActivationCount), FailingCall.Rejected);

        await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => new InnerCallRetry(new HastyClock()).Invoke(call));

        Assert.Equal(1, call.Tries);
    }

    // The first of its name: Orleans' management grain has some that another of the same name takes a token beside.
    private static FailingCall Call(Type grain, string method, params Exception[] failures) =>
        new(failures) { SourceId = SomeGrain, InterfaceMethod = grain.GetMethods().First(one => one.Name == method) };
}
