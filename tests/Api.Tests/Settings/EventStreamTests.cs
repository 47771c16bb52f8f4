using System.IO.Pipelines;
using System.Text;
using Actors.Api.Access;
using Actors.Api.Live;
using Actors.Api.Notifications;
using Actors.Api.Settings;
using Actors.Api.Streams;
using Actors.Api.Tokens;
using Actors.Sessions;
using Actors.Settings;
using Actors.Testing;
using Actors.Tests.Tokens;
using Actors.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Tests.Settings;

/// <summary>What a watcher is sent while nothing happens, and what when it does not read; the clock is the test's.</summary>
public sealed class EventStreamTests : IAsyncLifetime
{
    private const string UserId = "usr_00000000000000000000000000000001";
    private const string SessionId = "ses_00000000000000000000000000000001";

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly LostCalls _losses = new();
    private GrainCluster _cluster = null!;
    private VerifiedTokens _verified = null!;
    private SigningKeys _keys = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync(services: services => services.AddSingleton<IIncomingGrainCallFilter>(_losses));
        _verified = new VerifiedTokens(_cluster.Clock);
        _keys = new SigningKeys(_cluster.Grains, _verified, _cluster.Clock);
        var kid = (await _keys.RefreshAsync()).Keys[0].Kid;
        _verified.Add("token", new BearerToken(UserId, SessionId, kid, DateTimeOffset.MaxValue));
    }

    public async ValueTask DisposeAsync()
    {
        _keys.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_watcher_to_whom_nothing_happens_gets_a_comment_every_15_seconds()
    {
        await SignInAsync();
        await using var watch = Follow(services => new SettingsWatch(services, UserId, "default", null));
        var reader = watch.Reader;
        Assert.Equal("retry: 2000 id: 0 ", $"{await reader.ReadLineAsync()} {await reader.ReadLineAsync()} {await reader.ReadLineAsync()}");

        var comment = reader.ReadLineAsync();
        await _cluster.Clock.TimerSetAsync(Quiet);
        _cluster.Clock.Advance(Quiet - TimeSpan.FromTicks(1));
        Assert.False(comment.IsCompleted);
        _cluster.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(":", await comment);
        Assert.Equal("", await reader.ReadLineAsync());

        var next = reader.ReadLineAsync();
        await _cluster.Clock.TimerSetAsync(Quiet);
        Assert.False(next.IsCompleted);
        _cluster.Clock.Advance(Quiet);

        Assert.Equal(":", await next);
        await watch.EndAsync();
        Assert.EndsWith("event: closing\ndata: {\"reason\":\"shutdown\"}\n\n", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory(Timeout = Eventually.PatienceInMilliseconds)]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(SiloUnavailableException))]
    public async Task A_watcher_whose_wait_is_lost_is_told_the_next_change_all_the_same(Type failure)
    {
        await SignInAsync();
        _losses.OfWaits.Enqueue((Exception)Activator.CreateInstance(failure)!);
        _cluster.Clock.LeaveOutTimersSoFar();
        await using var watch = Follow(services => new SettingsWatch(services, UserId, "default", 0));

        await _cluster.Clock.TimerSetAsync(TimeSpan.FromSeconds(1));
        await PutAsync(1);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("retry: 2000|id: 0||:||event: change|id: 1", await LinesAsync(watch.Reader, count: 7));
        Assert.Empty(_losses.OfWaits);
    }

    [Theory(Timeout = Eventually.PatienceInMilliseconds)]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(SiloUnavailableException))]
    public async Task A_watcher_whose_session_cannot_be_asked_is_told_the_change_as_soon_as_it_can(Type failure)
    {
        await SignInAsync();
        await PutAsync(1);
        _losses.OfChecks.Enqueue((Exception)Activator.CreateInstance(failure)!);
        _cluster.Clock.LeaveOutTimersSoFar();
        await using var watch = Follow(services => new SettingsWatch(services, UserId, "default", 0));

        await _cluster.Clock.TimerSetAsync(TimeSpan.FromSeconds(1));
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("retry: 2000|id: 0||:||event: change|id: 1", await LinesAsync(watch.Reader, count: 7));
        Assert.Empty(_losses.OfChecks);
    }

    [Theory(Timeout = Eventually.PatienceInMilliseconds)]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(SiloUnavailableException))]
    public async Task Who_watches_the_load_goes_on_when_a_look_at_it_is_lost(Type failure)
    {
        await using var watch = Follow(services => new LiveWatch(services, 0));
        Assert.Equal("retry: 2000|id: 0|", await LinesAsync(watch.Reader, count: 3));

        _losses.OfLists.Enqueue((Exception)Activator.CreateInstance(failure)!);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(":|", await LinesAsync(watch.Reader, count: 2));
        Assert.Empty(_losses.OfLists);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task Who_watches_an_inbox_from_a_process_that_stops_is_told_to_go_elsewhere()
    {
        await SignInAsync();
        var (context, body) = NewContext(long.MaxValue);

        await new InboxWatch(Services(new CancellationToken(canceled: true)), UserId, since: null).ExecuteAsync(context);

        await body.Writer.CompleteAsync();
        Assert.EndsWith("event: closing\ndata: {\"reason\":\"shutdown\"}\n\n", await new StreamReader(body.Reader.AsStream()).ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_change_is_written_once_the_reader_has_taken_the_one_before()
    {
        await SignInAsync();
        await PutAsync(1);
        await PutAsync(2);
        var (context, body) = NewContext(pauseAt: 64);
        using var stopping = new CancellationTokenSource();

        var watch = new SettingsWatch(Services(stopping.Token), UserId, "default", 0).ExecuteAsync(context);

        var first = (await body.Reader.ReadAtLeastAsync(100)).Buffer;
        Assert.Contains("id: 1\n", Encoding.UTF8.GetString(first), StringComparison.Ordinal);
        Assert.DoesNotContain("id: 2\n", Encoding.UTF8.GetString(first), StringComparison.Ordinal);
        body.Reader.AdvanceTo(first.End);

        var second = (await body.Reader.ReadAtLeastAsync(100)).Buffer;
        Assert.StartsWith("event: change\nid: 2\n", Encoding.UTF8.GetString(second), StringComparison.Ordinal);
        body.Reader.AdvanceTo(second.End);

        await stopping.CancelAsync();
        await watch;
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_reader_that_comes_too_late_finds_a_last_event_that_says_so()
    {
        var (context, body) = NewContext(pauseAt: 64);
        var events = new EventStream(context, _cluster.Clock);
        events.Event("change", 1, VersionResponse.Of(Version()));
        var flushed = events.FlushAsync(CancellationToken.None).AsTask();
        Assert.False(flushed.IsCompleted);

        _cluster.Clock.Advance(Patience);
        body.Reader.AdvanceTo((await body.Reader.ReadAtLeastAsync(100)).Buffer.End);

        Assert.False(await flushed);
        await body.Writer.CompleteAsync();
        var rest = (await body.Reader.ReadAsync()).Buffer;
        Assert.Equal("event: dropped\ndata: {\"reason\":\"slow_reader\"}\n\n", Encoding.UTF8.GetString(rest.FirstSpan));
        Assert.False(context.Features.GetRequiredFeature<Connection>().IsAborted);
    }

    [Fact(Timeout = Eventually.PatienceInMilliseconds)]
    public async Task A_reader_that_never_comes_loses_its_connection()
    {
        var (context, _) = NewContext(pauseAt: 64);
        var events = new EventStream(context, _cluster.Clock);
        events.Event("change", 1, VersionResponse.Of(Version()));
        var flushed = events.FlushAsync(CancellationToken.None).AsTask();

        _cluster.Clock.Advance(Patience);
        await _cluster.Clock.TimerSetAsync(Patience);
        _cluster.Clock.Advance(Patience);

        Assert.False(await flushed);
        Assert.True(context.Features.GetRequiredFeature<Connection>().IsAborted);
    }

    private async Task SignInAsync() => await _cluster.Grains.GetSession(SessionId).StartAsync(
        new NewSession(UserId, new Standing(1, UserStatus.Active, [Roles.User]), ["pwd"]), RequestOrigin.System);

    private async Task PutAsync(int number) => await _cluster.Grains.GetSettings(UserId, "default").ReplaceAsync(
        [.. Encoding.UTF8.GetBytes($$"""{"n":{{number}},"pad":"{{new string('x', 500)}}"}""")], new SettingsWrite { Origin = RequestOrigin.System });

    private static async Task<string> LinesAsync(StreamReader reader, int count)
    {
        var lines = new List<string?>();

        while (lines.Count < count)
        {
            lines.Add(await reader.ReadLineAsync());
        }

        return string.Join('|', lines);
    }

    private static SettingsVersion Version() => new()
    {
        Version = 1,
        At = DateTimeOffset.UnixEpoch,
        Operation = SettingsOperation.Replace,
        Diff = [.. Encoding.UTF8.GetBytes($$$"""[{"op":"add","path":"","value":{"pad":"{{{new string('x', 500)}}}"}}]""")],
    };

    /// <summary>Begins a stream whose reader takes all that comes.</summary>
    private Following Follow(Func<StreamServices, IResult> stream)
    {
        var (context, body) = NewContext(long.MaxValue);
        var stopping = new CancellationTokenSource();
        return new Following(body, stopping, stream(Services(stopping.Token)).ExecuteAsync(context));
    }

    private StreamServices Services(CancellationToken stopping)
    {
        var tokens = NodeTokens.Of(_cluster, _keys, _verified);
        return new StreamServices(_cluster.Grains, new Identity(tokens, _cluster.Grains), tokens, _cluster.Clock, stopping);
    }

    private static (HttpContext Context, Pipe Body) NewContext(long pauseAt)
    {
        var body = new Pipe(new PipeOptions(pauseWriterThreshold: pauseAt, resumeWriterThreshold: Math.Min(pauseAt, 32)));
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = "Bearer token";
        context.Features.Set<IHttpResponseBodyFeature>(new PipeBody(body.Writer));
        var connection = new Connection();
        context.Features.Set<IHttpRequestLifetimeFeature>(connection);
        context.Features.Set(connection);
        return (context, body);
    }

    /// <summary>A stream that ends with its process.</summary>
    private sealed class Following(Pipe body, CancellationTokenSource stopping, Task stream) : IAsyncDisposable
    {
        public StreamReader Reader { get; } = new(body.Reader.AsStream());

        public async Task EndAsync()
        {
            await stopping.CancelAsync();
            await stream;
            await body.Writer.CompleteAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await EndAsync();
            stopping.Dispose();
            Reader.Dispose();
        }
    }

    private sealed class Connection : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public bool IsAborted { get; private set; }

        public void Abort() => IsAborted = true;
    }

    private sealed class PipeBody(PipeWriter writer) : IHttpResponseBodyFeature
    {
        public Stream Stream => writer.AsStream();

        public PipeWriter Writer => writer;

        public Task CompleteAsync() => writer.CompleteAsync().AsTask();

        public void DisableBuffering()
        {
        }

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}
