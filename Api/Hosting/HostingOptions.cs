using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Actors.Api.Hosting;

/// <summary>Where the program listens and where it keeps what is its own. Options of the root, without a section.</summary>
public sealed class HostingOptions
{
    public const string Section = "";

    /// <summary>The port on 127.0.0.1. 0 takes a free one. Default 5080.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 5080;

    /// <summary>The addresses to listen on, separated by semicolons, in place of 127.0.0.1 and <see cref="Port"/>, for instance <c>http://0.0.0.0:5080</c>. Default none.</summary>
    public string? Urls { get; set; }

    /// <summary>The directory of the database, the logs, unsent mail and the master key; made when absent, for its owner only. Default <c>./data</c>.</summary>
    [Required]
    public string Data { get; set; } = "./data";

    /// <summary>How long a stop waits, after <c>Health:DrainDelay</c>, for the requests that are being answered; what takes longer is broken off. Default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>127.0.0.1 unless other addresses are named: what nobody asked for must not be open to the network.</summary>
    public string[] GetAddresses() => Urls?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } named
        ? named
        : [$"http://127.0.0.1:{Port}"];
}

[OptionsValidator]
internal sealed partial class ValidateHostingOptions : IValidateOptions<HostingOptions>;
