using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Actors.Bench.Http;

/// <summary>Opens watches that have nothing to tell, and reads what the process takes before and after.</summary>
internal static class WatchBench
{
    private const int GoalKib = 20;

    public static async Task<int> RunAsync(Uri address, string token, int count, int pid)
    {
        var request = Encoding.ASCII.GetBytes(
            $"GET /api/v1/personas/default/settings/watch HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {token}\r\n\r\n");
        var sockets = new List<Socket>();

        // The first of them pay for what is compiled and loaded once.
        await OpenAsync(200);
        var before = Resident(pid);
        await OpenAsync(count);
        var opened = Resident(pid);
        var used = Processor(pid);
        await Task.Delay(TimeSpan.FromSeconds(60));
        var (after, idle) = (Resident(pid), (Processor(pid) - used) / 60.0);

        var each = (Math.Max(opened, after) - before) / (double)count;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{count} idle watchers: {each:0.0} KiB each (goal {GoalKib}), {idle:0.0} % of a processor"));
        sockets.ForEach(socket => socket.Dispose());
        return each <= GoalKib ? 0 : 1;

        async Task OpenAsync(int number)
        {
            var answer = new byte[4096];

            for (var i = 0; i < number; i++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                sockets.Add(socket);
                await socket.ConnectAsync(address.Host, address.Port);
                await socket.SendAsync(request);
                var received = await socket.ReceiveAsync(answer);

                if (!Encoding.ASCII.GetString(answer, 0, received).StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
                {
                    throw new InvalidOperationException(Encoding.ASCII.GetString(answer, 0, received));
                }
            }
        }
    }

    /// <summary>In KiB.</summary>
    private static long Resident(int pid) => long.Parse(
        File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    /// <summary>In hundredths of a second.</summary>
    private static long Processor(int pid)
    {
        var fields = File.ReadAllText($"/proc/{pid}/stat").Split(' ');
        return long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture);
    }
}
