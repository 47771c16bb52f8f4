using System.Text.Json.Nodes;
using Actors.Testing;

namespace Actors.Tests.Documentation;

/// <summary>What others make of the OpenAPI document: Redocly's linter, and a TypeScript client that is generated from it.</summary>
public sealed class GeneratedClientTests(Service service) : IDisposable
{
    private const string Tools = "tests/Api.Tests/Documentation/Client";

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_linter_finds_no_error()
    {
        var document = RepositoryFiles.Path("docs/api/openapi.json");

        var (exitCode, output) = await LintAsync(document);

        Assert.True(exitCode == 0, output);
        Assert.StartsWith("0 errors", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_linter_finds_an_error_that_was_put_in()
    {
        var document = JsonNode.Parse(await File.ReadAllTextAsync(RepositoryFiles.Path("docs/api/openapi.json")))!;
        document["info"]!.AsObject().Remove("title");
        var broken = Path.Combine(_folder.Path, "openapi.json");
        await File.WriteAllTextAsync(broken, document.ToJsonString());

        var (exitCode, output) = await LintAsync(broken);

        Assert.Equal(1, exitCode);
        Assert.Contains("#/info", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_made_of_the_document_compiles_and_keeps_settings()
    {
        var folder = await PrepareAsync();
        using var http = service.NewClient();
        await File.WriteAllTextAsync(Path.Combine(folder, "openapi.json"), await http.GetStringAsync("/openapi/v1.json"));

        await RunAsync(folder, "node_modules/openapi-typescript/bin/cli.js", "openapi.json", "-o", "schema.d.ts");
        await RunAsync(folder, "node_modules/typescript/bin/tsc", "--project", ".");
        var output = await RunAsync(folder, "client.js", service.Address.ToString().TrimEnd('/'), HttpAccounts.NewEmail(), HttpAccounts.Password);

        Assert.Equal("done", output.Trim());
    }

    private static async Task<(int ExitCode, string Output)> LintAsync(string document) =>
        await NodePackages.RunAsync("node", await NodePackages.RequireAsync(Tools), ["lint.mjs", document]);

    /// <summary>A folder to write into: the packages are shared with other runs.</summary>
    private async Task<string> PrepareAsync()
    {
        var installed = await NodePackages.RequireAsync(Tools);

        foreach (var file in Directory.GetFiles(installed))
        {
            File.Copy(file, Path.Combine(_folder.Path, Path.GetFileName(file)));
        }

        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "node_modules"), Path.Combine(installed, "node_modules"));
        return _folder.Path;
    }

    private static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        var (exitCode, output) = await NodePackages.RunAsync("node", folder, arguments);
        Assert.True(exitCode == 0, output);
        return output;
    }
}
