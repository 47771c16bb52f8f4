namespace Actors.Api.Telemetry;

/// <summary>A request's path as logs and traces tell it: without the query, which can carry secrets, and escaped as it was sent.</summary>
internal static class LoggedPath
{
    /// <summary>The path. Addresses are personal, and the log is kept longer than an account: of a path that has one, as that of a bucket or a grain may, what stands before it is told.</summary>
    public static string Of(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        var at = path.IndexOf('@', StringComparison.Ordinal);

        return at < 0
            ? request.PathBase.Add(request.Path).ToUriComponent()
            : request.PathBase.Add(new PathString(path[..path.LastIndexOf('/', at)])).ToUriComponent() + "/…";
    }
}
