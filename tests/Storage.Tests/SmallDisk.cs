using System.Diagnostics;
using Actors.Testing;

namespace Actors.Tests.Storage;

/// <summary>A file system of a few megabytes, which only root can have.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public string Path => _directory.Path;

    public static SmallDisk Mount(int megabytes = 4)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Mounting a small file system needs Linux and root: sudo dotnet test");
        }

        var disk = new SmallDisk();
        Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Path);
        return disk;
    }

    public void GiveTo(string user) => Run("chown", user, Path);

    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", Path);

    public void Grow() => Run("mount", "-o", "remount,size=100m", Path);

    public void Dispose()
    {
        Run("umount", "--lazy", Path);
        _directory.Dispose();
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
