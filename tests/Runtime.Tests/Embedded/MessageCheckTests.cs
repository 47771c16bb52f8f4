using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Actors.Tests.Embedded;

public class MessageCheckTests
{
    [Theory]
    [InlineData(typeof(IWith<int[]>), "IWith", "System.Int32[] is an array")]
    [InlineData(typeof(IWith<List<int>>), "SendAsync", "List<System.Int32> can be changed after sending")]
    [InlineData(typeof(IWith<Dictionary<string, int>>), "argument message", "Dictionary")]
    [InlineData(typeof(IWith<ImmutableList<byte[]>>), "argument message", "System.Byte[] is an array")]
    [InlineData(typeof(IWith<object>), "argument message", "could be anything")]
    [InlineData(typeof(IWith<Action>), "argument message", "delegate")]
    [InlineData(typeof(IWith<Stream>), "argument message", "System.IO.Stream")]
    [InlineData(typeof(IWith<JsonNode>), "argument message", "JsonNode")]
    [InlineData(typeof(IWith<IReadOnlyList<int>>), "argument message", "interface")]
    [InlineData(typeof(IWith<Unmarked>), "argument message", "Unmarked has no [GenerateSerializer]")]
    [InlineData(typeof(IWith<Settable>), "Settable.Text", "can be set after the message was sent")]
    [InlineData(typeof(IWith<Unnumbered>), "Unnumbered.Text", "has no [Id]")]
    [InlineData(typeof(IWith<Nested>), "Nested.Items", "List")]
    [InlineData(typeof(IWith<Open>), "Derived.Text", "can be set")]
    [InlineData(typeof(IWith<MutableStruct>), "MutableStruct.Value", "can be set")]
    [InlineData(typeof(IReturns<List<int>>), "result", "List")]
    [InlineData(typeof(INotATask), "NowAsync", "returns Int32, not a task")]
    [InlineData(typeof(IGenericMethod), "SendAsync", "generic")]
    public void What_could_change_or_not_be_serialised_is_named(Type interfaceType, string where, string what)
    {
        var problem = Assert.Single(MessageCheck.ProblemsOf(interfaceType));

        Assert.Contains(where, problem, StringComparison.Ordinal);
        Assert.Contains(what, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(IWith<string>))]
    [InlineData(typeof(IWith<int?>))]
    [InlineData(typeof(IWith<(int, string)>))]
    [InlineData(typeof(IWith<ReadOnlyMemory<byte>>))]
    [InlineData(typeof(IWith<ImmutableDictionary<string, ImmutableArray<Good>>>))]
    [InlineData(typeof(IWith<Good>))]
    [InlineData(typeof(IWith<GoodClass>))]
    [InlineData(typeof(IWith<GoodStruct>))]
    [InlineData(typeof(IWith<Calls.ICallGrain>))]
    [InlineData(typeof(IWith<GrainId>))]
    [InlineData(typeof(IWith<DayOfWeek>))]
    [InlineData(typeof(IReturns<DateTimeOffset>))]
    [InlineData(typeof(IWithToken))]
    public void What_is_immutable_may_be_sent(Type interfaceType) => Assert.Equal([], MessageCheck.ProblemsOf(interfaceType));

    [Fact]
    public async Task A_silo_with_such_an_interface_does_not_start()
    {
        var exception = await Assert.ThrowsAsync<OrleansConfigurationException>(() => TestCluster.StartAsync(silo =>
            silo.Configure<GrainTypeOptions>(options => options.Classes.Add(typeof(CarelessGrain<int>)))));

        Assert.Contains($"{typeof(ICarelessGrain).FullName}.TakeAsync, argument items: System.Collections.Generic.List<System.String>", exception.Message, StringComparison.Ordinal);
    }

    public interface IWith<T> : IGrainWithStringKey
    {
        Task SendAsync(T message);
    }

    public interface IReturns<T> : IGrainWithStringKey
    {
        ValueTask<T> GetAsync();
    }

    public interface IWithToken : IGrainWithStringKey
    {
        Task WaitAsync(CancellationToken token);
    }

    public interface INotATask : IGrainWithStringKey
    {
        int NowAsync();
    }

    public interface IGenericMethod : IGrainWithStringKey
    {
        Task SendAsync<T>(T message);
    }

    public interface ICarelessGrain : IGrainWithStringKey
    {
        Task TakeAsync(List<string> items);
    }

    // Generic, so that no other silo finds it.
    internal sealed class CarelessGrain<T> : Grain, ICarelessGrain
    {
        public Task TakeAsync(List<string> items) => Task.CompletedTask;
    }

    public sealed record Unmarked(string Text);

    [GenerateSerializer]
    public sealed record Settable
    {
        [Id(0)]
        public string Text { get; set; } = "";
    }

    [GenerateSerializer]
    public sealed record Unnumbered
    {
        public string Text { get; init; } = "";
    }

    [GenerateSerializer]
    public sealed record Nested(List<int> Items);

    [GenerateSerializer]
    public record Open;

    [GenerateSerializer]
    public sealed record Derived : Open
    {
        [Id(0)]
        public string Text { get; set; } = "";
    }

    [GenerateSerializer]
    public struct MutableStruct
    {
        [Id(0)]
        public int Value { get; set; }
    }

    [GenerateSerializer, Immutable]
    public sealed record Good(string Text, Good? Inner)
    {
        [Id(7)]
        public int Number { get; init; }
    }

    [GenerateSerializer, Immutable]
    public sealed class GoodClass
    {
        [Id(0)]
        public string Text { get; init; } = "";

        [Id(1)]
        private readonly int _number = 1;

        public int Number => _number;
    }

    [GenerateSerializer, Immutable]
    public readonly record struct GoodStruct(int Value);
}
