using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Actors.Testing;

namespace Actors.Tests.Users;

public sealed class ImportTests(Service service)
{
    private const string Import = "/api/v1/admin/users/import";

    // bcrypt of "correct horse battery", made with libcrypt.
    private const string Hash = "$2b$05$abcdefghijklmnopqrstuuD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo.";
    private const string HashedPassword = "correct horse battery";

    [Fact]
    public async Task An_imported_user_signs_in_with_the_password_of_the_foreign_hash()
    {
        var (admin, email) = (await service.NewAdministratorAsync(), HttpAccounts.NewEmail());

        var result = Assert.Single(await ImportAsync(admin, Line(new
        {
            email,
            password_hash = Hash,
            display_name = "Ann",
            email_verified = true,
            roles = new[] { "editor" },
        })));

        Assert.Equal((1, "created"), (result.GetProperty("line").GetInt32(), result.GetProperty("status").GetString()));
        var client = service.NewClient();
        await client.SignInAsync(email, HashedPassword);
        var me = await (await client.GetAsync("/api/v1/auth/me")).JsonAsync();
        Assert.Equal(result.GetProperty("id").GetString(), me.GetProperty("id").GetString());
        Assert.Equal("Ann", me.GetProperty("display_name").GetString());
        Assert.True(me.GetProperty("email_verified").GetBoolean());
        Assert.Equal(["user", "editor"], me.GetProperty("roles").EnumerateArray().Select(r => r.GetString()!));
    }

    [Fact]
    public async Task An_import_sent_again_makes_nothing_twice_and_names_the_same_accounts()
    {
        var admin = await service.NewAdministratorAsync();
        var body = string.Concat(Enumerable.Range(0, 200).Select(_ => Line(new { email = HttpAccounts.NewEmail(), password_hash = Hash })));

        var first = await ImportAsync(admin, body);
        var second = await ImportAsync(admin, body);

        Assert.Equal(Enumerable.Range(1, 200), first.Select(r => r.GetProperty("line").GetInt32()));
        Assert.All(first, r => Assert.Equal("created", r.GetProperty("status").GetString()));
        Assert.All(second, r => Assert.Equal("exists", r.GetProperty("status").GetString()));
        Assert.Equal(first.Select(r => r.GetProperty("id").GetString()), second.Select(r => r.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Each_line_has_its_own_verdict()
    {
        var (admin, email) = (await service.NewAdministratorAsync(), HttpAccounts.NewEmail());

        var results = await ImportAsync(admin, string.Concat(
            Line(new { email = "nobody", color = "red", roles = new[] { "admin" } }),
            "{\"email\":\n",
            "\r\n",
            Line(new { email = HttpAccounts.NewEmail(), password_hash = "md5:0" }),
            Line(new { email })));

        Assert.Equal([(1, "invalid"), (2, "invalid"), (4, "invalid"), (5, "created")],
            results.Select(r => (r.GetProperty("line").GetInt32(), r.GetProperty("status").GetString()!)));
        Assert.Equal(["color:unknown_field", "email:invalid_email", "roles:role_not_importable"], results[0].FieldCodes().Order());
        Assert.Equal("malformed_json", results[1].GetProperty("code").GetString());
        Assert.Equal(["password_hash:unknown_hash"], results[2].FieldCodes());
    }

    [Fact]
    public async Task A_user_imported_without_a_hash_has_no_password_until_a_reset_sets_one()
    {
        var (admin, email) = (await service.NewAdministratorAsync(), HttpAccounts.NewEmail());
        await ImportAsync(admin, Line(new { email }));
        var client = service.NewClient();

        using var refused = await client.PostAsync("/api/v1/auth/login", new { email, password = HttpAccounts.Password });
        await refused.IsProblemAsync(401, "invalid_credentials");

        await client.PostAsync("/api/v1/auth/password/forgot", new { email });
        var token = await service.Mail.TokenAsync(email, "Set a new password");
        await client.PostAsync("/api/v1/auth/password/reset", new { token, new_password = HttpAccounts.Password });
        await client.SignInAsync(email);
    }

    [Fact]
    public async Task A_line_that_never_ends_and_a_request_with_too_many_end_the_import()
    {
        var admin = await service.NewAdministratorAsync();

        var endless = await ImportAsync(admin, Line(new { email = HttpAccounts.NewEmail() }) + new string(' ', 200_000));
        var many = await ImportAsync(admin, string.Concat(Enumerable.Repeat("\n", 10_000)) + Line(new { email = HttpAccounts.NewEmail() }));

        Assert.Equal(["created", "invalid"], endless.Select(r => r.GetProperty("status").GetString()!));
        Assert.Equal([":too_long"], endless[1].FieldCodes());
        Assert.Equal([":too_many_lines"], Assert.Single(many).FieldCodes());
    }

    [Fact]
    public async Task Nothing_is_read_after_a_line_that_is_too_long_also_where_its_end_has_arrived()
    {
        var admin = await service.NewAdministratorAsync();

        var results = await ImportAsync(
            admin, Line(new { email = HttpAccounts.NewEmail() }) + new string(' ', 20_000) + "\n" + Line(new { email = HttpAccounts.NewEmail() }));

        Assert.Equal(["created", "invalid"], results.Select(r => r.GetProperty("status").GetString()!));
    }

    [Fact]
    public async Task Results_come_while_lines_are_sent()
    {
        var admin = await service.NewAdministratorAsync();
        using var connection = new TcpClient(service.Address.Host, service.Address.Port);
        var stream = connection.GetStream();
        using var reader = new StreamReader(stream);
        await BeginAsync(stream, admin);

        foreach (var number in new[] { 1, 2 })
        {
            var line = Line(new { email = HttpAccounts.NewEmail() });
            await SendAsync(stream, $"{line.Length:x}\r\n{line}\r\n");
            Assert.Contains("created", await LineWithAsync(reader, $"\"line\":{number},"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_is_signed_out_meanwhile_imports_no_more()
    {
        var (admin, second) = (await service.NewAdministratorAsync(), HttpAccounts.NewEmail());
        using var connection = new TcpClient(service.Address.Host, service.Address.Port);
        var stream = connection.GetStream();
        using var reader = new StreamReader(stream);
        await BeginAsync(stream, admin);

        await SendLineAsync(Line(new { email = HttpAccounts.NewEmail() }));
        Assert.Contains("created", await LineWithAsync(reader, "\"line\":1,"), StringComparison.Ordinal);

        using var signedOut = await admin.PostAsync("/api/v1/auth/logout", content: null);
        Assert.True(signedOut.IsSuccessStatusCode);
        await SendLineAsync(Line(new { email = second }));

        Assert.Contains("invalid_token", await LineWithAsync(reader, "\"line\":2,"), StringComparison.Ordinal);
        await service.NewClient().RegisterAsync(second);

        ValueTask SendLineAsync(string line) => SendAsync(stream, $"{line.Length:x}\r\n{line}\r\n");
    }

    [Fact]
    public async Task Lines_that_arrived_together_wait_for_no_further_ones()
    {
        var admin = await service.NewAdministratorAsync();
        using var connection = new TcpClient(service.Address.Host, service.Address.Port);
        var stream = connection.GetStream();
        using var reader = new StreamReader(stream);
        await BeginAsync(stream, admin);

        // More than one round, and the body does not end.
        var lines = string.Concat(Enumerable.Repeat("{}\n", 100));
        await SendAsync(stream, $"{lines.Length:x}\r\n{lines}\r\n");

        Assert.Contains("invalid", await LineWithAsync(reader, "\"line\":100,"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_breaks_off_in_the_middle_ends_with_a_line_that_says_so()
    {
        var admin = await service.NewAdministratorAsync();
        using var connection = new TcpClient(service.Address.Host, service.Address.Port);
        var stream = connection.GetStream();
        using var reader = new StreamReader(stream);
        await BeginAsync(stream, admin);
        await SendAsync(stream, "3\r\n{}\n\r\n");
        await LineWithAsync(reader, "\"line\":1,");

        await SendAsync(stream, "no chunk\r\n");

        Assert.Contains("""{"line":2,"status":"failed","code":"bad_request"}""", await LineWithAsync(reader, "\"line\":2,"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_media_type_is_known_in_capitals_too()
    {
        var request = Request(new StringContent(Line(new { email = HttpAccounts.NewEmail() })));
        request.Content!.Headers.ContentType = new MediaTypeHeaderValue("Application/X-NDJSON");

        using var response = await (await service.NewAdministratorAsync()).SendAsync(request);

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_client_that_reads_nothing_until_all_is_sent_gets_every_result()
    {
        var results = await ImportAsync(await service.NewAdministratorAsync(), string.Concat(Enumerable.Repeat("{}\n", 10_000)));

        Assert.Equal(Enumerable.Range(1, 10_000), results.Select(r => r.GetProperty("line").GetInt32()));
    }

    [Fact]
    public async Task Only_administrators_import_and_only_lines_of_JSON()
    {
        var (admin, user) = (await service.NewAdministratorAsync(), await service.NewUserAsync());

        using var forbidden = await user.Client.SendAsync(Request(new StringContent("{}")));
        using var wrong = await admin.PostAsync(Import, new { });

        await forbidden.IsProblemAsync(403, "forbidden");
        await wrong.IsProblemAsync(415, "unsupported_media_type");
    }

    private static string Line(object account) => JsonSerializer.Serialize(account) + "\n";

    private static HttpRequestMessage Request(HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        return new HttpRequestMessage(HttpMethod.Post, Import) { Content = content };
    }

    /// <summary>Sends the head of a request whose body comes in chunks.</summary>
    private static ValueTask BeginAsync(NetworkStream stream, HttpClient admin) => SendAsync(
        stream,
        $"POST {Import} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {admin.DefaultRequestHeaders.Authorization}\r\n"
            + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");

    private static ValueTask SendAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text));

    private static async Task<string> LineWithAsync(StreamReader reader, string text)
    {
        while (await reader.ReadLineAsync().WaitAsync(Eventually.Patience) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new EndOfStreamException($"There was no {text}.");
    }

    private static async Task<JsonElement[]> ImportAsync(HttpClient admin, string body)
    {
        using var response = await admin.SendAsync(Request(new StringContent(body)));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }
}
