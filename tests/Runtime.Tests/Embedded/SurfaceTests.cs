using System.Reflection;
using Orleans;

namespace Actors.Tests.Embedded;

public class SurfaceTests
{
    private static readonly HashSet<string> Orleans = [.. Resource("orleans-10.4.txt")];
    private static readonly Assembly Runtime = typeof(Grain).Assembly;

    [Fact]
    public void Every_public_member_exists_in_Orleans_with_the_same_signature() =>
        Assert.Equal([], ApiSurface.Of(Runtime).Except(Orleans));

    [Fact]
    public void Every_interface_is_declared_whole()
    {
        var ours = ApiSurface.Of(Runtime);
        var interfaces = Runtime.GetExportedTypes().Where(t => t.IsInterface).Select(t => $"method {t.FullName}.").ToArray();

        Assert.Equal([], Orleans.Where(line => interfaces.Any(i => line.StartsWith(i, StringComparison.Ordinal))).Except(ours));
    }

    [Fact]
    public void Every_enum_has_the_members_that_Orleans_has()
    {
        var ours = ApiSurface.Of(Runtime);
        var enums = Runtime.GetExportedTypes().Where(t => t.IsEnum).Select(t => $"field {t.FullName}.").ToArray();

        Assert.Equal([], Orleans.Where(line => enums.Any(e => line.StartsWith(e, StringComparison.Ordinal))).Except(ours));
    }

    private static string[] Resource(string name)
    {
        using var stream = typeof(SurfaceTests).Assembly.GetManifestResourceStream(name)!;
        return new StreamReader(stream).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
