using System.Runtime.Versioning;
using Actors.Testing;
using Actors.Tokens;

namespace Actors.Tests.Tokens;

[UnsupportedOSPlatform("windows")]
public sealed class MasterKeyFileTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private string KeyPath => _folder.Below("data/master.key");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_start_makes_a_key_for_its_owner_alone_and_the_next_reads_it()
    {
        var made = MasterKeyFile.LoadOrCreate(KeyPath);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
        Assert.Equal(made, MasterKeyFile.LoadOrCreate(KeyPath));
        Assert.True(MasterKey.TryParse(made, out _));
    }

    [Fact]
    public async Task Of_many_that_start_at_once_all_have_the_same_key()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => MasterKeyFile.LoadOrCreate(KeyPath))));

        Assert.Single(keys.Distinct());
        Assert.Equal([KeyPath], Directory.GetFiles(Path.GetDirectoryName(KeyPath)!));
    }

    [Fact]
    public void A_file_that_others_may_read_is_refused()
    {
        MasterKeyFile.LoadOrCreate(KeyPath);
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Assert.Throws<MasterKeyException>(() => MasterKeyFile.LoadOrCreate(KeyPath));
    }

    [Fact]
    public void A_damaged_file_is_refused_and_left_as_it_is()
    {
        MasterKeyFile.LoadOrCreate(KeyPath);
        File.WriteAllText(KeyPath, "oops");

        Assert.Throws<MasterKeyException>(() => MasterKeyFile.LoadOrCreate(KeyPath));
        Assert.Equal("oops", File.ReadAllText(KeyPath));
    }

    [Fact]
    public void A_directory_in_its_place_is_named_and_nothing_is_left_beside_it()
    {
        Directory.CreateDirectory(KeyPath);

        var error = Assert.Throws<MasterKeyException>(() => MasterKeyFile.LoadOrCreate(KeyPath));

        Assert.StartsWith($"The master key in '{KeyPath}' can be neither read nor made: ", error.Message, StringComparison.Ordinal);
        Assert.Equal([KeyPath], Directory.GetFileSystemEntries(Path.GetDirectoryName(KeyPath)!));
    }
}
