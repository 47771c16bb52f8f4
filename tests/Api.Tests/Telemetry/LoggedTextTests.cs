using System.Text.Json;
using Actors.Api.Telemetry.Logs;
using NLog;

namespace Actors.Tests.Telemetry;

/// <summary>What both layouts make of the texts in which the engine names grains.</summary>
public sealed class LoggedTextTests
{
    [Theory]
    [InlineData("Error activating grain login-name/ada@example.test. Its state is gone.", "Error activating grain login-name/… Its state is gone.")]
    [InlineData("No silo takes The call X to ratelimit/auth/account:ada@example.test.", "No silo takes The call X to ratelimit/…")]
    [InlineData("Request [S127.0.0.1:11111@130 user/usr_1]->[S127.0.0.1:11112@131 login-name/ada@example.test] X", "Request [S127.0.0.1:11111@130 user/usr_1]->[S127.0.0.1:11112@131 login-name/… X")]
    [InlineData("[Activation: S127.0.0.1:11111@130/login-name/ada@example.test@0a1b State: Active]", "[Activation: S127.0.0.1:11111@130/login-name/… State: Active]")]
    [InlineData("login-name/ada@example.test,\nratelimit/auth/ip:203.0.113.9,\nratelimit/auth/account:grace@example.test", "login-name/…\nratelimit/auth/ip:203.0.113.9,\nratelimit/…")]
    [InlineData("The silo S127.0.0.1:11111@130 is gone, and ratelimit/auth/ip:203.0.113.9 with it.", "The silo S127.0.0.1:11111@130 is gone, and ratelimit/auth/ip:203.0.113.9 with it.")]
    public void Of_a_grain_with_an_address_in_its_key_the_type_alone_is_told_in_a_message_as_in_an_exception(string text, string told)
    {
        var line = new LogEventInfo(NLog.LogLevel.Warn, "Test", text) { Exception = new TimeoutException(text) };

        var json = JsonSerializer.Deserialize<JsonElement>(new JsonLine().Render(line));
        Assert.Equal(told, json.GetProperty("message").GetString());
        Assert.Equal($"System.TimeoutException: {told}", json.GetProperty("exception").GetString());

        // Line breaks are its own.
        var lines = new TextLine().Render(line).Split(Environment.NewLine);
        var shown = told.Split('\n');
        Assert.EndsWith($" WARN  {string.Join(' ', shown)}", lines[0], StringComparison.Ordinal);
        string[] thrown = [$"System.TimeoutException: {shown[0]}", .. shown[1..].Select(rest => $"    {rest}")];
        Assert.Equal(thrown, lines[1..]);
    }
}
