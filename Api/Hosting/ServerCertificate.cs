using Microsoft.Extensions.Options;

namespace Actors.Api.Hosting;

/// <summary>Sees that the files of the certificate that the server shows can be read. The server itself would say so with a stack trace.</summary>
internal sealed class ServerCertificate(IConfiguration configuration) : IValidateOptions<HostingOptions>
{
    /// <summary>The framework's own options.</summary>
    public const string Section = "Kestrel:Certificates:Default";

    public ValidateOptionsResult Validate(string? name, HostingOptions options)
    {
        string?[] faults = [FaultOf("Path"), FaultOf("KeyPath")];
        return faults.OfType<string>().ToArray() is { Length: > 0 } told ? ValidateOptionsResult.Fail(told) : ValidateOptionsResult.Success;
    }

    private string? FaultOf(string option)
    {
        if (configuration[$"{Section}:{option}"] is not { Length: > 0 } file)
        {
            return null;
        }

        try
        {
            // A path that is not whole begins where the program lies, as for the server.
            File.OpenRead(Path.Combine(AppContext.BaseDirectory, file)).Dispose();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{Section}:{option} names a file that cannot be read: {e.Message}";
        }
    }
}
