using System.Reflection;

namespace Actors.Api.Service;

/// <summary>Which version of the program this is: of the API, and of the silo, which are built together.</summary>
public static class ServiceVersion
{
    /// <summary>The version, without the commit that the build adds to it.</summary>
    public static string Text { get; } =
        typeof(ServiceVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
