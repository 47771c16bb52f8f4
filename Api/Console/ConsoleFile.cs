using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Actors.Api.Console;

/// <summary>One file of the console's page, in every form that a browser may ask for. Compressed when it is first asked for, and kept.</summary>
internal sealed class ConsoleFile(string path, byte[] content)
{
    /// <summary>The best first.</summary>
    private static readonly string[] Codings = ["br", "gzip"];

    private readonly string _hash = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12));
    private readonly Lazy<byte[]> _brotli = new(() => Compressed(content, to => new BrotliStream(to, CompressionLevel.SmallestSize)));
    private readonly Lazy<byte[]> _gzip = new(() => Compressed(content, to => new GZipStream(to, CompressionLevel.SmallestSize)));

    public string MediaType { get; } = Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        ".json" or ".webmanifest" => "application/json",
        ".txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };

    /// <summary>Whether the name changes with the content, so that it can be kept for good.</summary>
    public bool IsHashed { get; } = path.StartsWith("assets/", StringComparison.Ordinal);

    private bool MayShrink => MediaType is not ("image/png" or "font/woff2");

    /// <summary>The content as one of these codings would have it (RFC 9110, 12.5.3), with the name of the coding; null for none.</summary>
    public (byte[] Content, string? Coding, EntityTagHeaderValue Tag) As(IList<StringWithQualityHeaderValue> accepted)
    {
        var coding = MayShrink ? Codings.FirstOrDefault(name => Accepts(accepted, name)) : null;
        var chosen = coding switch { "br" => _brotli.Value, "gzip" => _gzip.Value, _ => content };
        return (chosen, coding, new EntityTagHeaderValue($"\"{_hash}{(coding is null ? "" : "-" + coding)}\""));
    }

    private static bool Accepts(IList<StringWithQualityHeaderValue> accepted, string coding) =>
        accepted.FirstOrDefault(a => a.Value.Equals(coding, StringComparison.OrdinalIgnoreCase)) is { } named && named.Quality is null or > 0;

    private static byte[] Compressed(byte[] content, Func<Stream, Stream> compress)
    {
        using var compressed = new MemoryStream();

        using (var stream = compress(compressed))
        {
            stream.Write(content);
        }

        return compressed.ToArray();
    }
}
