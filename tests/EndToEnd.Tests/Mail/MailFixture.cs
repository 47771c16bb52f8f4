using System.Collections.Concurrent;
using System.Collections.Immutable;
using Actors.Notifications;
using Actors.Silo.Hosting;
using Actors.Silo.Mail;
using Actors.Storage;
using Actors.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Actors.Tests.Mail;

/// <summary>A sender with the given settings, an outbox, a clock to move and what was logged.</summary>
internal sealed class MailFixture : IDisposable, ILoggerProvider, ILogger
{
    private readonly TemporaryDirectory _data = new();
    private readonly ServiceProvider _services;

    public MailFixture(params (string Key, string Value)[] settings)
    {
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"Mail:{s.Key}", (string?)s.Value)))
                .Build())
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(new DataDirectory(Data))
            .AddSingleton<IMailOutbox>(Outbox = new TestOutbox(Clock))
            .AddLogging(logging => logging.AddProvider(this))
            .AddMail()
            .BuildServiceProvider();
    }

    public string Data => _data.Path;

    public ManualClock Clock { get; } = new();

    public TestOutbox Outbox { get; }

    public ConcurrentQueue<string> Log { get; } = [];

    public MailSender Sender => Service<MailSender>();

    public OutboxSweep Sweep => Service<OutboxSweep>();

    public static OutgoingMail Mail(string to = "alice@example.com", string subject = "Verify your address", string text = "Your token: ev_1.2", string html = "<p>Your token</p>") => new()
    {
        Id = Ids.New(Ids.Mail, DateTimeOffset.UnixEpoch),
        To = to,
        Subject = subject,
        Text = text,
        Html = html,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    public void Validate() => _services.GetRequiredService<IStartupValidator>().Validate();

    public async Task SendAsync(params OutgoingMail[] mails)
    {
        mails.ToList().ForEach(Outbox.Add);
        await Sender.SendDueAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        _services.Dispose();
        _data.Dispose();
    }

    private T Service<T>() => _services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<T>().Single();

    ILogger ILoggerProvider.CreateLogger(string categoryName) => this;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Log.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
    }
}

/// <summary>An outbox in memory.</summary>
internal sealed class TestOutbox(TimeProvider clock) : IMailOutbox
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Row> _rows = [];

    public string? LastError { get; private set; }

    public int GivenUp { get; private set; }

    public bool IsDown { get; set; }

    /// <summary>What it answers while down.</summary>
    public Func<Exception> Failure { get; set; } = () => new StorageUnavailableException("The test said so.");

    /// <summary>How often it was asked while down.</summary>
    public int Refused { get; private set; }

    public DateTimeOffset? DueOf(OutgoingMail mail)
    {
        lock (_lock)
        {
            return _rows.TryGetValue(mail.Id, out var row) ? row.Due : null;
        }
    }

    public void Add(OutgoingMail mail)
    {
        lock (_lock)
        {
            _rows.Add(mail.Id, new Row(mail, clock.GetUtcNow(), 0));
        }
    }

    public Task<ImmutableArray<TakenMail>> TakeDueAsync(int limit, TimeSpan lease, CancellationToken cancellationToken)
    {
        if (IsDown)
        {
            Refused++;
            throw Failure();
        }

        lock (_lock)
        {
            var due = _rows.Values.Where(row => row.Due <= clock.GetUtcNow()).OrderBy(row => row.Due).Take(limit).ToArray();

            foreach (var row in due)
            {
                _rows[row.Mail.Id] = row with { Due = clock.GetUtcNow() + lease, Attempt = row.Attempt + 1 };
            }

            return Task.FromResult(due.Select(row => new TakenMail(row.Mail, row.Attempt + 1)).ToImmutableArray());
        }
    }

    public Task<bool> MarkSentAsync(string id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_rows.Remove(id));
        }
    }

    public Task<bool> MarkFailedAsync(string id, int attempt, DateTimeOffset? nextAttemptAt, string error, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            LastError = error;
            GivenUp += nextAttemptAt is null ? 1 : 0;
            _rows[id] = _rows[id] with { Due = nextAttemptAt ?? DateTimeOffset.MaxValue };
            return Task.FromResult(true);
        }
    }

    public Task<int> EraseGivenUpAsync(string recipient, CancellationToken cancellationToken) => throw new NotSupportedException("A sender erases nothing.");

    public Task<int> EraseGivenUpAsync(DateTimeOffset writtenBefore, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var old = _rows.Values.Where(row => row.Due == DateTimeOffset.MaxValue && row.Mail.CreatedAt < writtenBefore).Take(limit).ToArray();
            Array.ForEach(old, row => _rows.Remove(row.Mail.Id));
            GivenUp -= old.Length;
            return Task.FromResult(old.Length);
        }
    }

    public Task<OutboxCounts> CountAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new OutboxCounts(_rows.Count - GivenUp, GivenUp));

    private sealed record Row(OutgoingMail Mail, DateTimeOffset Due, int Attempt);
}
