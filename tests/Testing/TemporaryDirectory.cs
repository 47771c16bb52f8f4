namespace Actors.Testing;

/// <summary>A directory of one test, gone with it.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("actors-").FullName;

    /// <summary>A path below it, at which there is nothing yet.</summary>
    public string Below(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
