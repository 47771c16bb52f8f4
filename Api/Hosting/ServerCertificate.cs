using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Actors.Api.Hosting;

/// <summary>Sees that the certificate that the server shows can be read, with its key. The server itself would say so with a stack trace.</summary>
internal sealed class ServerCertificate(IConfiguration configuration) : IValidateOptions<HostingOptions>
{
    /// <summary>The framework's own options.</summary>
    public const string Section = "Kestrel:Certificates:Default";

    public ValidateOptionsResult Validate(string? name, HostingOptions options)
    {
        string?[] unreadable = [FaultOfFile("Path"), FaultOfFile("KeyPath")];
        var faults = unreadable.OfType<string>().ToArray();

        if (faults.Length == 0 && FileOf("Path") is { } certificate && FaultOf(certificate, FileOf("KeyPath")) is { } fault)
        {
            faults = [fault];
        }

        return faults.Length > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    // A path that is not whole begins where the program lies, as for the server.
    private string? FileOf(string option) =>
        configuration[$"{Section}:{option}"] is { Length: > 0 } file ? Path.Combine(AppContext.BaseDirectory, file) : null;

    private string? FaultOfFile(string option)
    {
        if (FileOf(option) is not { } file)
        {
            return null;
        }

        try
        {
            File.OpenRead(file).Dispose();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{Section}:{option} names a file that cannot be read: {e.Message}";
        }
    }

    private string? FaultOf(string certificate, string? key)
    {
        var password = configuration[$"{Section}:Password"];

        try
        {
            using var loaded = key is null ? X509CertificateLoader.LoadPkcs12FromFile(certificate, password) : WithKey(certificate, key, password);
            return loaded.HasPrivateKey ? null : $"{Section}:Path has no private key.";
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            var expected = key is null
                ? "is no PKCS #12 file that opens with its Password; for a certificate in PEM the key is named by KeyPath"
                : "and KeyPath are no certificate and its key in PEM, which Password opens where it is encrypted";
            return $"{Section}:Path {expected}: {e.Message}";
        }
    }

    private static X509Certificate2 WithKey(string certificate, string key, string? password)
    {
        // PEM or DER, as the server takes it.
        using var alone = X509CertificateLoader.LoadCertificateFromFile(certificate);
        var (text, keyText) = (alone.ExportCertificatePem(), File.ReadAllText(key));
        return password is null ? X509Certificate2.CreateFromPem(text, keyText) : X509Certificate2.CreateFromEncryptedPem(text, keyText, password);
    }
}
