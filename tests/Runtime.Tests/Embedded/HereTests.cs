using System.Diagnostics;
using Actors.Testing;
using Actors.Tests.Calls;
using Orleans;

namespace Actors.Tests.Embedded;

public interface IHereGrain : IGrainWithStringKey
{
    Task<int> AnswerAsync();

    Task<bool> SeesNothingOfItsCallerAsync();

    Task<int> EndAsync();
}

internal sealed class HereGrain : Grain, IHereGrain
{
    public static readonly AsyncLocal<string?> OfCaller = new();

    private int _answers;

    public Task<int> AnswerAsync() => Task.FromResult(++_answers);

    /// <summary>Ends the activation, and tells how many turns run within one another on this thread.</summary>
    public Task<int> EndAsync()
    {
        DeactivateOnIdle();
        return Task.FromResult(new StackTrace().GetFrames().Count(frame => frame.GetMethod()?.Name == "RunTurns"));
    }

    public async Task<bool> SeesNothingOfItsCallerAsync()
    {
        var scheduler = TaskScheduler.Current;
        var sees = OfCaller.Value is not null;
        OfCaller.Value = "of the grain";
        await Task.Yield();
        return !sees && scheduler != TaskScheduler.Default && TaskScheduler.Current == scheduler;
    }
}

/// <summary>Calls that run on the thread of a caller outside of grains.</summary>
public class HereTests(RuntimeFixture cluster)
{
    [Fact]
    public Task A_call_to_an_idle_grain_has_its_answer_when_it_returns() => Task.Run(async () =>
    {
        var grain = cluster.New<IHereGrain>();
        var answers = 0;

        // After an answer a grain is busy with it for a moment yet.
        await Eventually.IsAsync(
            async () =>
            {
                var call = grain.AnswerAsync();
                var isThere = call.IsCompletedSuccessfully;
                Assert.Equal(++answers, await call);
                return isThere;
            },
            "an answer that is there when the call returns");
    });

    [Fact]
    public Task It_is_a_turn_like_any_other_and_sees_nothing_of_its_caller() => Task.Run(async () =>
    {
        var grain = cluster.New<IHereGrain>();
        await grain.AnswerAsync();
        HereGrain.OfCaller.Value = "of the caller";

        Assert.True(await grain.SeesNothingOfItsCallerAsync());
        Assert.Equal("of the caller", HereGrain.OfCaller.Value);
    });

    [Fact]
    public Task What_an_ending_activation_sends_on_does_not_run_within_its_turn() => Task.Run(async () =>
    {
        var grain = cluster.New<IHereGrain>();

        for (var round = 0; round < 100; round++)
        {
            Assert.All(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(grain.EndAsync))), turns => Assert.Equal(1, turns));
        }
    });

    [Fact]
    public Task Racing_callers_still_take_turns() => Task.Run(async () =>
    {
        var grain = cluster.New<IHereGrain>();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var seen = new List<int>();

            for (var i = 0; i < 1000; i++)
            {
                seen.Add(await grain.AnswerAsync());
            }

            return seen;
        })));

        Assert.Equal(Enumerable.Range(1, 8000), answers.SelectMany(seen => seen).Order());
    });
}
