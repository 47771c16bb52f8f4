using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Actors.Api;
using Actors.Silo.Commands;
using Actors.Silo.Hosting;
using Actors.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using YamlDotNet.RepresentationModel;

namespace Actors.Tests.Deployment;

/// <summary>The files of a deployment are well-formed and fit together.</summary>
public sealed partial class FileTests
{
    private static readonly string[] YamlFiles = [.. Repository.Files("deploy", "*.yaml", "*.yml").Concat(Repository.Files(".github", "*.yaml", "*.yml"))];

    public static TheoryData<string> AllYaml => [.. YamlFiles];

    [Theory]
    [MemberData(nameof(AllYaml))]
    public void A_yaml_file_parses_and_names_nothing_twice(string file) => Assert.NotEmpty(Yaml.Load(file));

    [Fact]
    public void A_file_that_another_names_exists()
    {
        var compose = Yaml.Load("deploy/compose.yaml")[0].At("services").Members().ToArray();
        var mounted = compose.SelectMany(service => service.Value.At("volumes").Items()).Select(volume => volume.Text().Split(':')[0])
            .Where(path => path.StartsWith("./", StringComparison.Ordinal)).Select(path => "deploy/" + path[2..]);
        var built = compose.Select(service => service.Value.At("build", "dockerfile").Text()).Where(path => path.Length > 0);
        var kustomization = Yaml.Load("deploy/kubernetes/kustomization.yaml")[0];
        var resources = kustomization.At("resources").Items().Select(resource => $"deploy/kubernetes/{resource.Text()}");
        var secrets = kustomization.At("secretGenerator").Items().SelectMany(secret => secret.At("envs").Items()).Select(file => $"deploy/kubernetes/{file.Text()}.example");
        var rules = Yaml.Load("deploy/prometheus/cluster.yaml")[0].At("rule_files").Items().Select(file => $"deploy/prometheus/{file.Text()}");
        var copied = Copied().Matches(Repository.Read("deploy/Dockerfile")).SelectMany(match => match.Groups[1].Value.Trim().Split(' '));

        Findings.None(mounted.Concat(built).Concat(resources).Concat(secrets).Concat(rules).Concat(copied)
            .Where(path => !File.Exists(Repository.Absolute(path)) && !Directory.Exists(Repository.Absolute(path))));
    }

    [Fact]
    public void Every_manifest_is_applied() =>
        Assert.Equal(
            Repository.Files("deploy/kubernetes", "*.yaml").Select(Path.GetFileName).Where(file => file != "kustomization.yaml").Order(StringComparer.Ordinal),
            Yaml.Load("deploy/kubernetes/kustomization.yaml")[0].At("resources").Items().Select(resource => resource.Text()).Order(StringComparer.Ordinal));

    [Fact]
    public void The_image_copies_every_project_of_the_program()
    {
        var projects = new[] { "Api", "Grains", "Grains.Interfaces", "Runtime", "Silo" };

        Assert.All(projects, project => Assert.Contains($"COPY {project}/{project}.csproj {project}/", Repository.Lines("deploy/Dockerfile")));
        Assert.All(projects, project => Assert.Contains($"COPY {project} {project}", Repository.Lines("deploy/Dockerfile")));
    }

    [Fact]
    public void A_container_is_not_root_and_writes_nowhere_but_to_its_data()
    {
        Assert.Contains("USER 1654:1654", Repository.Lines("deploy/Dockerfile"));
        // The index of a migration is sorted in files, which SQLite would put into /tmp or /var/tmp.
        Assert.Contains("    SQLITE_TMPDIR=/data \\", Repository.Lines("deploy/Dockerfile"));
        Assert.All(OwnServices(), service =>
        {
            Assert.Equal("true", service.At("read_only").Text());
            Assert.Equal("ALL", service.At("cap_drop").Items().Single().Text());
        });
        Assert.All(Manifests.All.Select(o => o.Pod()).OfType<YamlNode>(), pod =>
        {
            Assert.Equal("true", pod.At("securityContext", "runAsNonRoot").Text());
            Assert.Equal("false", pod.At("automountServiceAccountToken").Text());
            Assert.All(pod.Containers(), container =>
            {
                Assert.Equal("true", container.At("securityContext", "readOnlyRootFilesystem").Text());
                Assert.Equal("false", container.At("securityContext", "allowPrivilegeEscalation").Text());
            });
        });
    }

    [Fact]
    public void Every_image_of_a_pod_can_be_pulled_and_stays_the_same()
    {
        var own = Yaml.Load("deploy/kubernetes/kustomization.yaml")[0].At("images").Items().ToDictionary(image => image.At("name").Text(), image => $"{image.At("newName").Text()}:{image.At("newTag").Text()}");
        var images = Manifests.All.SelectMany(o => o.Pod().Containers()).Select(container => container.At("image").Text()).Select(image => own.GetValueOrDefault(image, image)).ToArray();
        var commands = Repository.Read("deploy/kubernetes/kustomization.yaml");

        Assert.NotEmpty(images);
        Findings.None(images.Where(image => !Pulled().IsMatch(image)));
        Assert.All(own.Values, image =>
        {
            Assert.Contains($"# docker build -f deploy/Dockerfile -t {image} .", commands, StringComparison.Ordinal);
            Assert.Contains($"# docker push {image}", commands, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Every_probe_asks_for_a_page_that_there_is_at_a_port_that_is_listened_on()
    {
        await using var app = ActorsHost.CreateBuilder([]).Build();
        app.UseActorsApi();
        var pages = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText!.TrimEnd('/')).ToHashSet();
        var probes = Pods().SelectMany(pod => pod.At("containers").Items())
            .SelectMany(container => new[] { "startupProbe", "livenessProbe", "readinessProbe" }.Select(probe => (Container: container, Probe: container.At(probe, "httpGet")))).ToArray();
        var scraped = Yaml.Load("deploy/prometheus/cluster.yaml")[0].At("scrape_configs").Items().Select(job => job.At("metrics_path").Text());

        Assert.Equal(6, probes.Length);
        Assert.All(probes, probe =>
        {
            Assert.Contains(probe.Probe.At("path").Text(), pages);
            Assert.Equal("5080", probe.Container.At("ports").Items().Single(port => port.At("name").Text() == probe.Probe.At("port").Text()).At("containerPort").Text());
        });
        Assert.All(scraped.Where(page => page != "/metrics"), page => Assert.Contains(page, pages));
    }

    [Fact]
    public void A_silo_has_an_hour_to_bring_the_schema_up_to_date_before_it_listens()
    {
        var probe = Pods().SelectMany(pod => pod.At("containers").Items()).Single(container => container.At("name").Text() == "silo").At("startupProbe");

        Assert.InRange(Number(probe.At("periodSeconds")) * Number(probe.At("failureThreshold")), 3600, int.MaxValue);
    }

    [Fact]
    public void Ports_are_the_same_wherever_they_are_named()
    {
        var services = Yaml.Load("deploy/compose.yaml")[0].At("services").Members().Select(service => service.Name).ToArray();
        var targets = Yaml.Load("deploy/prometheus/cluster.yaml")[0].Below().OfType<YamlScalarNode>().Select(node => node.Text()).Where(text => Target().IsMatch(text))
            .Concat(Upstream().Matches(Repository.Read("deploy/nginx/nginx.conf")).Select(match => match.Groups[1].Value)).Select(target => target.Split(':')).ToArray();

        Assert.Equal("http://0.0.0.0:5080", DeployedProcess.Image["ACTORS__Urls"]);
        Assert.All(targets, target => Assert.Equal("5080", target[1]));
        Assert.All(targets, target => Assert.Contains(target[0], services));
        Assert.Equal(services.Where(service => service.StartsWith("api", StringComparison.Ordinal)), targets[^2..].Select(target => target[0]));
        Assert.All(DeployedProcess.All.Where(process => process.Setting("Cluster:Mode") == "cluster"), silo =>
            Assert.Equal(("11111", "30000"), (silo.Setting("Cluster:SiloPort"), silo.Setting("Cluster:GatewayPort"))));
        Assert.Contains("EXPOSE 5080 11111 30000", Repository.Lines("deploy/Dockerfile"));
        Assert.Contains("proxy_pass http://api;", Repository.Read("deploy/nginx/nginx.conf"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_health_check_of_containers_and_units_is_a_command_of_the_program()
    {
        Assert.NotNull(Command.Find(["healthcheck"]));
        Assert.All(OwnServices(), service => Assert.Equal(["CMD", "dotnet", "/app/Actors.Silo.dll", "healthcheck"], service.At("healthcheck", "test").Items().Select(word => word.Text())));
        Assert.Contains("CMD [\"dotnet\", \"/app/Actors.Silo.dll\", \"healthcheck\"]", Repository.Read("deploy/Dockerfile"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_is_given_longer_than_the_program_takes_for_it() =>
        Assert.All(Pods(), pod => Assert.InRange(Number(pod.At("terminationGracePeriodSeconds")), 10 + 30 + 5, 300));

    [Fact]
    public void Every_deployment_may_lose_one_pod_at_a_time_and_grows_with_its_load()
    {
        var objects = Repository.Files("deploy/kubernetes", "*.yaml").SelectMany(Yaml.Load).ToArray();
        var deployed = objects.Where(o => o.At("kind").Text() == "Deployment").Select(o => o.At("metadata", "name").Text()).Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(deployed, objects.Where(o => o.At("kind").Text() == "PodDisruptionBudget").Select(o => o.At("metadata", "name").Text()).Order(StringComparer.Ordinal));
        Assert.Equal(deployed, objects.Where(o => o.At("kind").Text() == "HorizontalPodAutoscaler").Select(o => o.At("spec", "scaleTargetRef", "name").Text()).Order(StringComparer.Ordinal));
        Assert.All(deployed, name => Assert.Contains(objects, o => o.At("kind").Text() == "NetworkPolicy" && o.At("metadata", "name").Text() == name));
    }

    [Fact]
    public void Pods_reach_each_other_the_database_and_the_servers_of_mails_and_metrics()
    {
        var outwards = Manifests.Of("NetworkPolicy").Single(o => o.At("metadata", "name").Text() == "outwards");
        var open = outwards.At("spec", "egress").Items().SelectMany(rule => rule.At("ports").Items()).Select(port => port.At("port").Text()).ToArray();
        var silo = DeployedProcess.All.Single(process => process.Name == "kubernetes silo");
        string[] needed = [silo.Setting("Cluster:SiloPort")!, silo.Setting("Cluster:GatewayPort")!, "53", "5432", silo.Setting("Mail:Smtp:Port") ?? "587", "443", "4317", "4318"];

        Assert.Equal("actors", outwards.At("spec", "podSelector", "matchLabels", "app").Text());
        Findings.None(needed.Except(open));
    }

    [Fact]
    public void A_backup_in_Kubernetes_is_a_new_file_each_night_on_a_volume_that_stays()
    {
        var job = Manifests.Of("CronJob").Single();
        var container = job.Pod().Containers().First();
        var arguments = container.At("args").Items().Select(word => word.Text()).ToArray();
        var mount = container.At("volumeMounts").Items().Single();
        var claim = job.Pod().At("volumes").Items().Single(volume => volume.At("name").Text() == mount.At("name").Text()).At("persistentVolumeClaim", "claimName").Text();

        Assert.NotNull(Command.Find(arguments));
        Assert.Equal(["backup", mount.At("mountPath").Text() + "/$(POD).backup"], arguments);
        Assert.Equal("metadata.name", container.At("env").Items().Single(variable => variable.At("name").Text() == "POD").At("valueFrom", "fieldRef", "fieldPath").Text());
        Assert.Contains(claim, Manifests.Of("PersistentVolumeClaim").Select(volume => volume.At("metadata", "name").Text()));
        // Those whom network.yaml lets reach the database.
        Assert.Equal("actors", job.At("spec", "jobTemplate", "spec", "template", "metadata", "labels", "app").Text());
    }

    [Fact]
    public void The_dashboard_is_json()
    {
        using var dashboard = JsonDocument.Parse(Repository.Read("deploy/grafana/actors.json"));

        Assert.NotEqual(0, dashboard.RootElement.GetProperty("panels").GetArrayLength());
    }

    [Fact]
    public async Task Nginx_takes_its_configuration()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Below("nginx.conf");
        // It looks the names up, which only the deployment's own network knows.
        File.WriteAllText(file, Upstream().Replace(Repository.Read("deploy/nginx/nginx.conf"), "server 127.0.0.1:5080 ").Replace("/tmp/", directory.Path + "/", StringComparison.Ordinal));

        await AcceptsAsync("nginx", "nginx-light", "-t", "-q", "-c", file, "-p", directory.Path);
    }

    [Fact]
    public Task Systemd_takes_its_units() => Assert.AllAsync(
        Repository.Files("deploy/systemd", "*.service", "*.timer"),
        async unit =>
        {
            using var directory = new TemporaryDirectory();
            var file = directory.Below(Path.GetFileName(unit));
            // The program is looked for, too.
            File.WriteAllText(file, Repository.Read(unit).Replace("/usr/bin/dotnet", "/bin/sh", StringComparison.Ordinal));
            if (Path.GetExtension(unit) == ".timer")
            {
                File.Copy(Repository.Absolute(Path.ChangeExtension(unit, ".service")), Path.ChangeExtension(file, ".service"));
            }

            await AcceptsAsync("systemd-analyze", "systemd", "verify", "--man=no", file);
        });

    private static IEnumerable<YamlNode> OwnServices() => Yaml.Load("deploy/compose.yaml")[0].At("services").Members()
        .Where(service => service.Value.At("image").Text().StartsWith("actors", StringComparison.Ordinal)).Select(service => service.Value);

    /// <summary>Of what serves all the time.</summary>
    private static IEnumerable<YamlNode> Pods() => Manifests.Of("Deployment").Select(o => o.Pod()!);

    private static int Number(YamlNode? node) => int.Parse(node.Text(), CultureInfo.InvariantCulture);

    private static async Task AcceptsAsync(string program, string package, params string[] arguments)
    {
        var (exitCode, output, error) = await Programs.RunAsync(new ProcessStartInfo(Programs.Require(program, package), arguments));

        Assert.True(exitCode == 0, error + output);
    }

    [GeneratedRegex(@"^COPY (?!--from)((?:[\w./]+ )+)\S+$", RegexOptions.Multiline)]
    private static partial Regex Copied();

    [GeneratedRegex(@"^\w+:\d+$")]
    private static partial Regex Target();

    /// <summary>A registry, a name and the tag of one version.</summary>
    [GeneratedRegex(@"^[\w-]+(\.[\w-]+)+/[\w/-]+:(?!latest$)[\w.-]+$")]
    private static partial Regex Pulled();

    [GeneratedRegex(@"server (\w+:\d+) ")]
    private static partial Regex Upstream();
}
