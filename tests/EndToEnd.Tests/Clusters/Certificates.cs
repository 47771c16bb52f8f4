using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Actors.Tests.Clusters;

/// <summary>An authority of one test and the certificates that it signs, as files that an operator would have.</summary>
internal sealed class Certificates : IDisposable
{
    public const string Subject = "CN=A process of the cluster";

    private readonly string _directory;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;

    public Certificates(string directory)
    {
        _directory = Directory.CreateDirectory(directory).FullName;
        var request = new CertificateRequest("CN=Authority of a test", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(2));
        File.WriteAllText(Authority, _authority.ExportCertificatePem());
        Issue();
    }

    public string Authority => Path.Combine(_directory, "authority.pem");

    public string Certificate => Path.Combine(_directory, "certificate.pem");

    public string Key => Path.Combine(_directory, "key.pem");

    public string[] Options => ["--Cluster:Tls:Certificate", Certificate, "--Cluster:Tls:Key", Key, "--Cluster:Tls:Authority", Authority];

    public void Dispose()
    {
        _authority.Dispose();
        _key.Dispose();
    }

    private void Issue()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        using var certificate = request.Create(_authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), [1, 2, 3, 4]);
        File.WriteAllText(Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
    }
}
