using System.Globalization;
using Orleans;
using Orleans.Runtime;

namespace Actors.Tests.Calls;

public interface IGuidGrain : IGrainWithGuidKey
{
    Task<string> NameAsync();
}

public interface IIntegerGrain : IGrainWithIntegerKey
{
    Task<string> NameAsync();
}

public interface IGuidPairGrain : IGrainWithGuidCompoundKey
{
    Task<string> NameAsync();
}

public interface IIntegerPairGrain : IGrainWithIntegerCompoundKey
{
    Task<string> NameAsync();
}

public interface INamedGrain : IGrainWithStringKey
{
    Task<string> NameAsync();
}

internal sealed class GuidGrain : Grain, IGuidGrain
{
    public Task<string> NameAsync() => Task.FromResult($"{this.GetGrainId()} {this.GetPrimaryKey():N}");
}

internal sealed class IntegerGrain : Grain, IIntegerGrain
{
    public Task<string> NameAsync() => Task.FromResult($"{this.GetGrainId()} {this.GetPrimaryKeyLong()}");
}

internal sealed class GuidPairGrain : Grain, IGuidPairGrain
{
    public Task<string> NameAsync() => Task.FromResult($"{this.GetPrimaryKey(out var extension):N} {extension}");
}

internal sealed class IntegerPairGrain : Grain, IIntegerPairGrain
{
    public Task<string> NameAsync() => Task.FromResult($"{this.GetPrimaryKeyLong(out var extension)} {extension}");
}

[GrainType("given-name")]
internal sealed class NamedGrain : Grain, INamedGrain
{
    public Task<string> NameAsync() => Task.FromResult(this.GetGrainId().ToString());
}

public class KeyTests(RuntimeFixture cluster)
{
    [Fact]
    public async Task A_grain_type_is_the_class_name_without_grain_or_the_given_one()
    {
        Assert.Equal("given-name/a/b", await cluster.Grains.GetGrain<INamedGrain>("a/b").NameAsync());
        Assert.StartsWith("integer/", await cluster.Grains.GetGrain<IIntegerGrain>(1).NameAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guid_keys_are_written_as_32_digits()
    {
        var key = Guid.Parse("0123456789abcdef0123456789abcdef");

        Assert.Equal($"guid/{key:N} {key:N}", await cluster.Grains.GetGrain<IGuidGrain>(key).NameAsync());
        Assert.Equal($"{key:N} more", await cluster.Grains.GetGrain<IGuidPairGrain>(key, "more").NameAsync());
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(255, "FF")]
    [InlineData(-1, "FFFFFFFFFFFFFFFF")]
    [InlineData(long.MinValue, "8000000000000000")]
    public async Task Integer_keys_are_written_as_hexadecimal_numbers(long key, string text)
    {
        Assert.Equal($"integer/{text} {key}", await cluster.Grains.GetGrain<IIntegerGrain>(key).NameAsync());
        Assert.Equal($"{key} more", await cluster.Grains.GetGrain<IIntegerPairGrain>(key, "more").NameAsync());
    }

    [Fact]
    public async Task A_grain_can_be_named_by_its_id()
    {
        var id = GrainId.Create("given-name", "k");

        Assert.Equal("given-name/k", await cluster.Grains.GetGrain<INamedGrain>(id).NameAsync());
        Assert.Equal("given-name/k", await cluster.Grains.GetGrain(id).AsReference<INamedGrain>().NameAsync());
        Assert.Equal("given-name/k", await ((INamedGrain)cluster.Grains.GetGrain(typeof(INamedGrain), "k")).NameAsync());
    }

    [Fact]
    public async Task A_grain_can_be_named_by_its_id_and_the_interface_of_another_reference()
    {
        var other = (GrainReference)cluster.Grains.GetGrain<INamedGrain>("other");

        var named = (INamedGrain)cluster.Grains.GetGrain(GrainId.Create("given-name", "k"), other.InterfaceType);

        Assert.Equal("given-name/k", await named.NameAsync());
        Assert.Equal(other.InterfaceType, ((GrainReference)named).InterfaceType);
        Assert.NotEqual(other.InterfaceType, ((GrainReference)cluster.Grains.GetGrain<IGuidGrain>(Guid.Empty)).InterfaceType);
    }

    [Fact]
    public void References_are_equal_if_they_mean_the_same_grain()
    {
        var one = cluster.Grains.GetGrain<INamedGrain>("same");
        var two = cluster.Grains.GetGrain<INamedGrain>("same");

        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.NotEqual(one, cluster.Grains.GetGrain<INamedGrain>("other"));
        Assert.Equal(GrainId.Create("given-name", "same"), one.GetGrainId());
    }

    [Fact]
    public void Ids_are_read_back_from_their_text()
    {
        Assert.Equal(GrainId.Create("t", "a/b"), GrainId.Parse("t/a/b", CultureInfo.InvariantCulture));
        Assert.False(GrainId.TryParse("no-slash", out _));
    }

    [Fact]
    public void An_interface_without_a_grain_is_refused() =>
        Assert.Throws<ArgumentException>(() => cluster.Grains.GetGrain<IUnimplementedGrain>("x"));

    public interface IUnimplementedGrain : IGrainWithStringKey;
}
