using System.Runtime.InteropServices;

namespace Actors.Users.Passwords;

/// <summary>Linux knows no thread priorities below the normal one; what it has is niceness, and that a thread at a time.</summary>
internal static class ThreadNiceness
{
    private const int Process = 0;
    private const int CallingThread = 0;

    // A third of an ordinary thread's share when both want the same core, all of it when nobody else does.
    private const int Nice = 5;

    /// <summary>Lets other threads go first. A wish, not a need: a refusal is ignored.</summary>
    public static void Lower()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetPriority(Process, CallingThread, Nice);
        }
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, int who, int priority);
}
