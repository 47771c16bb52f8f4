using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Actors.Api.Hosting;

/// <summary>
/// Whether silos and API nodes speak TLS with each other. Section <c>Cluster:Tls</c>, the same for all of them. Each shows its certificate
/// and lets in who shows one of the same authority: who has one belongs to the cluster.
/// </summary>
public sealed class ClusterTlsOptions
{
    /// <summary>The PEM file of this process's certificate, good for servers and clients. Default none: no TLS.</summary>
    public string? Certificate { get; set; }

    /// <summary>The PEM file of its private key. Default the file of the certificate.</summary>
    public string? Key { get; set; }

    /// <summary>The PEM file of the authority that signs the certificates of the cluster, and of none else.</summary>
    public string? Authority { get; set; }

    /// <summary>Whether TLS is asked for.</summary>
    public bool IsOn => Certificate is { Length: > 0 };

    /// <summary>Whether TLS is asked for and nothing keeps it from being used. What does so stops the start.</summary>
    public bool CanBeUsed() => IsOn && Fault() is null;

    internal string? Fault()
    {
        if (!IsOn)
        {
            return Key is { Length: > 0 } || Authority is { Length: > 0 } ? "Cluster:Tls:Certificate must name the certificate of this process." : null;
        }

        if (Authority is not { Length: > 0 })
        {
            return "Cluster:Tls:Authority must name the authority that signs the certificates of the cluster.";
        }

        return FaultOf(nameof(Authority), Authority, () => ClusterTls.AuthorityOf(this))
            ?? (Key is { Length: > 0 } ? FaultOf(nameof(Key), Key, () => File.ReadAllText(Key)) : null)
            ?? FaultOf(nameof(Certificate), Certificate!, () => ClusterTls.CertificateOf(this).Dispose());
    }

    private static string? FaultOf(string option, string file, Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"Cluster:Tls:{option} names a file that cannot be read: {e.Message}";
        }
        catch (CryptographicException e)
        {
            return $"Cluster:Tls:{option}: {file} does not hold what is needed: {e.Message}";
        }
    }
}

/// <summary>Says what is wrong with the TLS of the cluster, for the options that it is part of.</summary>
/// <param name="tlsOf">Finds it there.</param>
public sealed class ValidateClusterTls<TOptions>(Func<TOptions, ClusterTlsOptions> tlsOf) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options) =>
        tlsOf(options).Fault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
}
