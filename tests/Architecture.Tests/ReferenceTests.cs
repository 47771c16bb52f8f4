using System.Reflection;
using System.Xml.Linq;

namespace Actors.Tests;

/// <summary>Which project may know of which.</summary>
public sealed class ReferenceTests
{
    private static readonly Assembly Contracts = Assembly.Load("Actors.Grains.Interfaces");
    private static readonly Assembly Grains = Assembly.Load("Actors.Grains");
    private static readonly Assembly Api = Assembly.Load("Actors.Api");

    [Fact]
    public void The_api_never_sees_the_grains() =>
        Assert.DoesNotContain("Actors.Grains", NamesOfReferences(Api));

    [Fact]
    public void Grains_and_contracts_never_see_ASP_NET_Core()
    {
        Assert.DoesNotContain(NamesOfReferences(Grains), name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.DoesNotContain(NamesOfReferences(Contracts), name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Runtime")]
    [InlineData("Grains.Interfaces")]
    [InlineData("Grains", "Grains.Interfaces")]
    [InlineData("Api", "Grains.Interfaces")]
    [InlineData("Silo", "Api", "Grains")]
    public void A_project_references_only_those_below_it(string project, params string[] allowed) =>
        Assert.Equal(allowed, ProjectReferences(project));

    [Fact]
    public void No_project_names_an_engine()
    {
        var projects = Repository.Files("", "*.csproj").Where(file => !file.StartsWith("bench", StringComparison.Ordinal));

        Assert.DoesNotContain(projects, project => Repository.Read(project).Contains("Runtime.csproj", StringComparison.Ordinal));
        Assert.DoesNotContain(projects, project => Repository.Read(project).Contains("Microsoft.Orleans", StringComparison.Ordinal));
    }

    [Fact]
    public void One_source_file_of_the_silo_and_one_of_the_API_know_which_engine_runs()
    {
        var knowing = Repository.Sources("")
            .Where(file => !file.StartsWith("tests", StringComparison.Ordinal))
            .Where(file => Repository.Read(file).Contains("ENGINE_", StringComparison.Ordinal));

        Assert.Equal([Path.Combine("Api", "Hosting", "ClusterClient.cs"), Path.Combine("Silo", "Hosting", "Engine.cs")], knowing.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> NamesOfReferences(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(reference => reference.Name!);

    private static IEnumerable<string> ProjectReferences(string project) =>
        XDocument.Load(Repository.Absolute($"{project}/{project}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))
            .Order(StringComparer.Ordinal);
}
