using Orleans;
using Orleans.Hosting;

namespace Actors.Tests.Calls;

public interface IFilteredGrain : IGrainWithStringKey
{
    Task<string> SayAsync(string word, CancellationToken token = default);

    Task<string> ForwardAsync(IFilteredGrain other, string word);

    Task FailAsync();
}

internal sealed class FilteredGrain : Grain, IFilteredGrain, IIncomingGrainCallFilter
{
    public Task<string> SayAsync(string word, CancellationToken token) => Task.FromResult(word);

    public Task<string> ForwardAsync(IFilteredGrain other, string word) => other.SayAsync(word);

    public Task FailAsync() => throw new ExpectedException("inner");

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        await context.Invoke();
        if (context.MethodName == nameof(SayAsync))
        {
            context.Result += ", said by the grain";
        }
    }
}

public class FilterTests
{
    [Fact]
    public async Task Incoming_filters_see_and_change_arguments_and_results()
    {
        var seen = new List<string>();
        await using var cluster = await TestCluster.StartAsync(silo =>
        {
            silo.AddIncomingGrainCallFilter(async context =>
            {
                if (context.MethodName == nameof(IFilteredGrain.SayAsync))
                {
                    seen.Add($"{context.InterfaceMethod.DeclaringType!.Name} {context.ImplementationMethod.DeclaringType!.Name} {context.Request.GetArgument(0)} {context.Request.GetArgumentCount()} {context.TargetId} {context.Grain is FilteredGrain}");
                    context.Request.SetArgument(0, context.Request.GetArgument(0) + "!");
                }

                await context.Invoke();
            });
            silo.AddIncomingGrainCallFilter(async context =>
            {
                await context.Invoke();
                if (context.MethodName == nameof(IFilteredGrain.SayAsync))
                {
                    context.Result += ", heard by the filter";
                }
            });
        });

        Assert.Equal("hello!, said by the grain, heard by the filter", await cluster.Client.GetGrain<IFilteredGrain>("k").SayAsync("hello"));
        Assert.Equal(["IFilteredGrain FilteredGrain hello 2 filtered/k True"], seen);
    }

    [Fact]
    public async Task An_incoming_filter_may_replace_exceptions_refuse_and_try_again()
    {
        var calls = 0;
        await using var cluster = await TestCluster.StartAsync(silo => silo.AddIncomingGrainCallFilter(async context =>
        {
            if (context.MethodName == nameof(IFilteredGrain.ForwardAsync))
            {
                throw new UnauthorizedAccessException("refused");
            }

            try
            {
                await context.Invoke();
            }
            catch (ExpectedException) when (calls++ == 0)
            {
                try
                {
                    await context.Invoke();
                }
                catch (ExpectedException again)
                {
                    throw new InvalidOperationException("outer", again);
                }
            }
        }));
        var grain = cluster.Client.GetGrain<IFilteredGrain>("k");

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => grain.FailAsync());
        Assert.IsType<ExpectedException>(exception.InnerException);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => grain.ForwardAsync(grain, "x"));
    }

    [Fact]
    public async Task Outgoing_filters_run_around_the_calls_of_grains_and_of_the_client()
    {
        var sources = new List<string>();
        var builder = new Orleans.TestingHost.InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) => silo
            .AddOutgoingGrainCallFilter(async context =>
            {
                if (context.MethodName == nameof(IFilteredGrain.SayAsync))
                {
                    lock (sources)
                    {
                        sources.Add($"{context.SourceContext?.GrainId} {context.SourceId} {context.TargetId}");
                    }

                    context.Request.SetArgument(0, "from a grain: " + context.Request.GetArgument(0));
                }

                await context.Invoke();
            }));
        builder.ConfigureClient(client => client.AddOutgoingGrainCallFilter(async context =>
        {
            Orleans.Runtime.RequestContext.Set("by", "client");
            await context.Invoke();
            if (context.Result is string text)
            {
                context.Result = text.ToUpperInvariant();
            }
        }));
        await using var cluster = builder.Build();
        await cluster.DeployAsync();
        var grain = cluster.Client.GetGrain<IFilteredGrain>("one");

        Assert.Equal("FROM A GRAIN: HI, SAID BY THE GRAIN", await grain.ForwardAsync(cluster.Client.GetGrain<IFilteredGrain>("two"), "hi"));
        Assert.Equal(["filtered/one filtered/one filtered/two"], sources);
        Assert.Equal("CLIENT", await cluster.Client.GetGrain<IContextGrain>("c").GetAsync("by"));
    }

    [Fact]
    public async Task A_filter_learns_which_grain_calls()
    {
        var sources = new List<string>();
        await using var cluster = await TestCluster.StartAsync(silo => silo.AddIncomingGrainCallFilter(context =>
        {
            if (context.InterfaceMethod.DeclaringType == typeof(IFilteredGrain))
            {
                sources.Add($"{context.MethodName} {context.SourceId}");
            }

            return context.Invoke();
        }));

        await cluster.Client.GetGrain<IFilteredGrain>("one").ForwardAsync(cluster.Client.GetGrain<IFilteredGrain>("two"), "hi");

        Assert.EndsWith("SayAsync filtered/one", sources[1], StringComparison.Ordinal);
    }
}
