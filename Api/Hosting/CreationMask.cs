using System.Runtime.InteropServices;

namespace Actors.Api.Hosting;

/// <summary>What a process leaves out of the rights of the files and directories that it makes.</summary>
public static class CreationMask
{
    private const uint Others = 0b000_111_111;

    /// <summary>From now on all that is made is for its owner alone, also in a directory that others may enter.</summary>
    public static void LeaveOutOthers()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetMask(Others);
        }
    }

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint SetMask(uint mask);
}
