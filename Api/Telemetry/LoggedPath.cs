namespace Actors.Api.Telemetry;

/// <summary>A request's path as logs and traces tell it: without the query, which can carry secrets, and escaped as it was sent.</summary>
internal static class LoggedPath
{
    /// <summary>The path. Of one that has an address, as that of a bucket or a grain may, what stands before it is told, as <see cref="LoggedKey"/> says.</summary>
    public static string Of(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        var at = LoggedKey.AddressIn(path);

        return at < 0
            ? request.PathBase.Add(request.Path).ToUriComponent()
            : request.PathBase.Add(new PathString(path[..path.LastIndexOf('/', at)])).ToUriComponent() + "/…";
    }
}
