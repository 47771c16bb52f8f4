using Actors.Api.Access;

namespace Actors.Api.External;

/// <summary>Cookies of sign-ins by way of a provider. They go to those alone.</summary>
internal static class ExternalCookies
{
    /// <summary>By what an account, by its id, knows the browser again that signed in by way of a provider.</summary>
    public static readonly DeviceCookie Device = new("actors_external_device_", Path, SameSite);

    private const string Path = "/api/v1/auth/external";

    // It is to come back with the provider's redirect, and with nothing that another site sends.
    private const SameSiteMode SameSite = SameSiteMode.Lax;

    public static PathCookie Of(string name) => new(name, Path, SameSite);
}
