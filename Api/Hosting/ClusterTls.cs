using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Actors.Api.Hosting;

/// <summary>The certificates behind <see cref="ClusterTlsOptions"/>, read once: a renewed one counts after a restart.</summary>
internal static class ClusterTls
{
    /// <exception cref="CryptographicException">The files do not hold a certificate and its key.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static X509Certificate2 CertificateOf(ClusterTlsOptions tls)
    {
        using var certificate = X509Certificate2.CreateFromPemFile(tls.Certificate!, tls.Key is { Length: > 0 } key ? key : null);

        // Not every platform takes a key that is nowhere but in memory; as PKCS #12 all do.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }

    /// <summary>The authority, and those between it and the certificates where the file has them too.</summary>
    public static X509Certificate2Collection AuthorityOf(ClusterTlsOptions tls)
    {
        var authority = new X509Certificate2Collection();
        authority.ImportFromPemFile(tls.Authority!);
        return authority.Count > 0 ? authority : throw new CryptographicException("there is no certificate in it");
    }

    /// <summary>Whether this authority vouches for the other side. Its name is not asked for: silos come and go under addresses of their own.</summary>
    public static bool IsSignedBy(X509Certificate2Collection authority, X509Certificate2 other)
    {
        using var chain = new X509Chain
        {
            ChainPolicy =
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            },
        };
        chain.ChainPolicy.CustomTrustStore.AddRange(authority);
        return chain.Build(other);
    }
}
