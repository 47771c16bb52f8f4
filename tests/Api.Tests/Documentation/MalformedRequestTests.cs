using System.Text;
using System.Text.Json;

namespace Actors.Tests.Documentation;

/// <summary>Whatever is sent, the answer is a good one or a problem that tells nothing of our insides.</summary>
public sealed class MalformedRequestTests(Service service) : IClassFixture<Service>
{
    private const int Requests = 2_000;

    private static readonly string[] Insides =
        ["<html", "<!doctype", "Exception", "   at ", "Microsoft.", "System.", "Actors.", "SQLite", "Npgsql", "Kestrel", "SELECT ", "grain"];

    [Theory]
    [InlineData(20261121)]
    public async Task No_request_breaks_the_service_or_shows_its_insides(int seed)
    {
        var random = new MalformedRequests(seed, (await Contract.ReadAsync(service)).Operations);
        var user = (await service.NewUserAsync()).Client;
        HttpClient[] callers = [service.NewClient(), user, await service.NewAdministratorAsync()];
        var sent = Enumerable.Range(0, Requests).Select(n => (Caller: callers[n % callers.Length], Shape: random.Next())).ToArray();
        var wrong = new System.Collections.Concurrent.ConcurrentQueue<string>();

        await Parallel.ForEachAsync(sent, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (one, cancellation) =>
        {
            using var request = one.Shape.ToRequest();
            using var response = await one.Caller.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);

            if (await ComplaintAsync(response) is { } complaint)
            {
                wrong.Enqueue($"{one.Shape}: {complaint}");
            }
        });

        Assert.True(wrong.IsEmpty, $"seed {seed}:\n{string.Join('\n', wrong)}");
    }

    private static async Task<string?> ComplaintAsync(HttpResponseMessage response)
    {
        if ((int)response.StatusCode < 400)
        {
            return null;
        }

        var body = await response.Content.ReadAsStringAsync();

        return (int)response.StatusCode >= 500 ? $"{(int)response.StatusCode} {body}"
            : response.Content.Headers.ContentType?.MediaType != "application/problem+json" ? $"{(int)response.StatusCode} {response.Content.Headers.ContentType} {body}"
            : Insides.FirstOrDefault(inside => body.Contains(inside, StringComparison.OrdinalIgnoreCase)) is { } inside ? $"tells of {inside}: {body}"
            : null;
    }
}

/// <summary>Requests that are almost right, from a seed.</summary>
internal sealed class MalformedRequests(int seed, IEnumerable<Operation> operations)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW"];

    private static readonly string[] Values =
        ["%00", "..%2f..%2fetc%2fpasswd", "%ff%fe", "-1", "99999999999999999999", "null", "%F0%9F%92%A9", "'%20OR%201=1--", "%7B0%7D", "{{7*7}}", new string('a', 3000), "%0d%0aX-Injected:%201"];

    private static readonly string[] MediaTypes =
        ["application/json", "application/json; charset=utf-16", "application/merge-patch+json", "application/json-patch+json", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded", "application/x-ndjson", "*/*", "json"];

    private static readonly (string, string)[] Headers =
    [
        ("If-Match", "W/\"\""), ("If-Match", "\"99999999999999999999\""), ("If-None-Match", "***"), ("Idempotency-Key", new string('k', 300)),
        ("Authorization", "Bearer"), ("Authorization", "Bearer a.b.c"), ("Authorization", "ApiKey ak_"), ("X-API-Key", "ak_~"), ("Accept", "text/html"),
        ("X-Forwarded-For", "999.1.1.1"), ("traceparent", "00-zz-zz-01"), ("Content-Encoding", "gzip"), ("Range", "bytes=5-1"), ("Cookie", "a=b;;;=;"),
        ("Last-Event-ID", "-7"), ("X-Request-ID", "${jndi:ldap://x}"), ("Prefer", "return=everything"),
    ];

    // Ending the caller's own session would leave nothing but 401.
    private readonly Operation[] _operations = [.. operations.Where(operation => !operation.Path.EndsWith("/logout", StringComparison.Ordinal))];

#pragma warning disable CA5394 // Not for secrets; the same seed gives the same requests.
    private readonly Random _random = new(seed);

    public Shape Next()
    {
        var operation = Pick(_operations);
        var path = _random.Next(3) == 0 ? MadeUp(operation.Path) : operation.MadeUpPath;
        var query = _random.Next(3) == 0 ? $"?{Pick(["limit", "cursor", "persona", "sort", "include", "from", "%00", ""])}={Pick(Values)}" : "";

        return new Shape(
            _random.Next(8) == 0 ? Pick(Methods) : operation.Method,
            path + query,
            operation.Method is "GET" && _random.Next(4) != 0 ? null : BodyOf(operation),
            _random.Next(4) == 0 ? Pick(MediaTypes) : operation.MediaType ?? "application/json",
            _random.Next(3) == 0 ? Pick(Headers) : null);
    }

    private string MadeUp(string path)
    {
        while (path.IndexOf('{', StringComparison.Ordinal) is >= 0 and var at)
        {
            // The server itself refuses a zero byte, before anything of ours is asked.
            path = path[..at] + Pick(Values[1..^2]) + path[(path.IndexOf('}', at) + 1)..];
        }

        return path;
    }

    private byte[] BodyOf(Operation operation)
    {
        var example = operation.ExampleBody ?? """{"theme":"dark"}""";

        return _random.Next(9) switch
        {
            0 => [],
            1 => Encoding.UTF8.GetBytes(example[.._random.Next(example.Length)]),
            2 => Noise(),
            3 => Encoding.UTF8.GetBytes(new string('[', 5000)),
            4 => Encoding.Unicode.GetBytes(example),
            5 => Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Repeat(example, 3))),
            6 => Encoding.UTF8.GetBytes($"{{\"{Pick(["__proto__", "email", "settings", "\\ud800", ""])}\":{Pick(["1e999", "[{}]", "\"\\u0000\"", "-0", "NaN", "\"\\udfff\"", "\"\\ufffe\""])}}}"),
            _ => WithOneWrongValue(example),
        };
    }

    private byte[] WithOneWrongValue(string example)
    {
        var root = JsonSerializer.Deserialize<JsonElement>(example);

        if (root.ValueKind != JsonValueKind.Object || root.EnumerateObject().ToArray() is not { Length: > 0 } members)
        {
            return Encoding.UTF8.GetBytes(example);
        }

        var wrong = _random.Next(members.Length);
        var values = members.Select((member, n) => $"\"{member.Name}\":{(n == wrong ? Pick(["null", "[]", "{}", "true", "-1", "1e400", "\"\"", "\"\\udfff\"", "\"\\ufffe\"", "\"\\u0000\\uffff\"", $"\"{new string('x', 5000)}\""]) : member.Value.GetRawText())}");
        return Encoding.UTF8.GetBytes($"{{{string.Join(',', values)}}}");
    }

    private byte[] Noise()
    {
        var bytes = new byte[_random.Next(1, 200)];
        _random.NextBytes(bytes);
        return bytes;
    }

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];
#pragma warning restore CA5394

    internal sealed record Shape(string Method, string Path, byte[]? Body, string MediaType, (string Name, string Value)? Header)
    {
        public HttpRequestMessage ToRequest()
        {
            var request = new HttpRequestMessage(new HttpMethod(Method), new Uri(Path, UriKind.Relative));

            if (Body is not null)
            {
                request.Content = new ByteArrayContent(Body);
                request.Content.Headers.TryAddWithoutValidation("Content-Type", MediaType);
            }

            if (Header is { } header)
            {
                request.Headers.TryAddWithoutValidation(header.Name, header.Value);
            }

            return request;
        }

        public override string ToString() => $"{Method} {Path} {MediaType} {Header} {(Body is null ? "" : Encoding.UTF8.GetString(Body)[..Math.Min(200, Body.Length / 4)])}";
    }
}
