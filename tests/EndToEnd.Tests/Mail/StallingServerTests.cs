using System.Net;
using System.Net.Sockets;
using Actors.Storage;
using Actors.Testing;

namespace Actors.Tests.Mail;

/// <summary>Mail servers that never come to an end. Each mail has its time, and the others are sent.</summary>
public sealed class StallingServerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_server_that_says_nothing_is_left()
    {
        await IsLeftAsync((_, held) =>
        {
            held.SetResult();
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task A_server_whose_greeting_has_no_end_is_left()
    {
        await IsLeftAsync((stream, held) => TalkAsync(stream, "220-and\r\n"u8.ToArray(), held));
    }

    [Fact]
    public async Task A_server_whose_answer_has_no_end_is_left()
    {
        await IsLeftAsync(async (stream, held) =>
        {
            await stream.WriteAsync("220 hello\r\n"u8.ToArray());
            Assert.True(await stream.ReadAsync(new byte[512]) > 0);
            await TalkAsync(stream, "250-and\r\n"u8.ToArray(), held);
        });
    }

    [Fact]
    public async Task One_mail_that_is_held_holds_up_no_other_not_even_one_that_falls_due_meanwhile()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var mail = Fixture(listener);
        using var ended = new CancellationTokenSource();
        var sending = Task.Run(() => mail.SendAsync([.. Enumerable.Range(0, 6).Select(_ => MailFixture.Mail())]));
        using var held = await listener.AcceptTcpClientAsync().WaitAsync(Patience);
        var serving = Task.Run(() => ServeAsync(listener, ended.Token));

        await Eventually.IsAsync(async () => (await mail.Outbox.CountAsync(default)).Waiting, waiting => waiting == 1, "the others are sent");
        mail.Outbox.Add(MailFixture.Mail());
        var looks = 0;
        await Eventually.IsAsync(
            async () =>
            {
                // It is looked for each second, and the one that is held has sixty.
                mail.Clock.Advance(looks++ < 30 ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
                return (await mail.Outbox.CountAsync(default)).Waiting;
            },
            waiting => waiting == 1,
            "the late one is sent");

        Assert.False(sending.IsCompleted);
        mail.Clock.Advance(TimeSpan.FromMinutes(1));
        await sending.WaitAsync(Patience);
        await ended.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => serving);
    }

    /// <summary>Takes every mail.</summary>
    private static async Task ServeAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var connection = await listener.AcceptTcpClientAsync(cancellationToken);
            using var reader = new StreamReader(connection.GetStream());
            await using var writer = new StreamWriter(connection.GetStream()) { AutoFlush = true, NewLine = "\r\n" };
            await writer.WriteLineAsync("220 hello");

            for (var isText = false; await reader.ReadLineAsync(cancellationToken) is { } line;)
            {
                if (!isText || line == ".")
                {
                    isText = line == "DATA";
                    await writer.WriteLineAsync(isText ? "354 go on" : line == "QUIT" ? "221 bye" : "250 done");
                }
            }
        }
    }

    private static MailFixture Fixture(TcpListener listener) => new(
        ("Smtp:Host", "127.0.0.1"), ("Smtp:Port", $"{((IPEndPoint)listener.LocalEndpoint).Port}"), ("Smtp:StartTls", "false"));

    private static async Task TalkAsync(NetworkStream stream, byte[] line, TaskCompletionSource held)
    {
        // More than the buffers between the two hold, so that it is read without a pause from then on.
        var lines = Enumerable.Repeat(line, 10_000).SelectMany(bytes => bytes).ToArray();

        for (var sent = 0; ; sent++)
        {
            await stream.WriteAsync(lines);

            if (sent == 100)
            {
                held.SetResult();
            }
        }
    }

    /// <param name="serve">Answers a connection, and tells when the sender is held.</param>
    private static async Task IsLeftAsync(Func<NetworkStream, TaskCompletionSource, Task> serve)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var mail = Fixture(listener);

        var sending = Task.Run(() => mail.SendAsync(MailFixture.Mail()));
        using var connection = await listener.AcceptTcpClientAsync().WaitAsync(Patience);
        var serving = serve(connection.GetStream(), held);
        await held.Task.WaitAsync(Patience);
        mail.Clock.Advance(TimeSpan.FromMinutes(1));
        await sending.WaitAsync(Patience);

        Assert.Equal("The mail server did not answer in time.", mail.Outbox.LastError);
        Assert.Equal(new OutboxCounts(1, 0), await mail.Outbox.CountAsync(default));
        // It hears that nobody listens any more.
        await (serving.IsCompleted ? Task.CompletedTask : Assert.ThrowsAsync<IOException>(() => serving.WaitAsync(Patience)));
    }
}
