using System.Net.Sockets;
using System.Security.Authentication;

namespace Actors.Health;

/// <summary>Words for what made a check fail. Messages of exceptions are not shown: they may hold a target with its password.</summary>
internal static class Failures
{
    public static bool Explains(Exception exception) => Words(exception) is not null;

    public static string Describe(Exception exception) => Words(exception) ?? "failed";

    private static string? Words(Exception exception) => exception switch
    {
        CheckFailedException failed => failed.Message,
        SocketException socket => Words(socket.SocketErrorCode),
        AuthenticationException => "the TLS handshake failed",
        TimeoutException or OperationCanceledException => "timeout: no answer in time",
        EndOfStreamException => "the connection was closed",
        UnauthorizedAccessException => "access denied",
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => "the answer was not HTTP",
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "the answer was too large",
        _ when exception.InnerException is { } inner => Words(inner),
        IOException => "input or output failed",
        _ => null,
    };

    private static string Words(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.ConnectionReset or SocketError.ConnectionAborted => "connection reset",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "host not found",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "host not reachable",
        SocketError.TimedOut => "timeout: no answer in time",
        _ => $"network error {(int)error}",
    };
}
