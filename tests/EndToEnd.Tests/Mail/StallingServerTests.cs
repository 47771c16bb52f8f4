using System.Net;
using System.Net.Sockets;
using Actors.Storage;

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
        using var mail = new MailFixture(
            ("Smtp:Host", "127.0.0.1"), ("Smtp:Port", $"{((IPEndPoint)listener.LocalEndpoint).Port}"), ("Smtp:StartTls", "false"));

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
