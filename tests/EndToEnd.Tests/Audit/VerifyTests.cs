using System.Text.Json;

namespace Actors.Tests.Audit;

/// <summary>Somebody who may write the database edits the audit log.</summary>
public sealed class VerifyTests(WrittenLog log) : IClassFixture<WrittenLog>
{
    private const string Entry = "(SELECT position FROM audit_event WHERE chain LIKE 'usr_%' AND type = 'user.rename' ORDER BY position LIMIT 1)";
    private const string Last = "(SELECT max(position) FROM audit_event WHERE chain = (SELECT user_id FROM audit_event WHERE type = 'user.rename'))";

    // Before all that is numbered, and as if the account had been deleted.
    private const string Slip =
        $"""
        INSERT INTO audit_event (chain, sequence, id, at, type, outcome, user_id, has_personal, personal_hash, previous_hash, hash)
        VALUES ('', 0, 'evt_x', 0, 'user.delete', 'success', (SELECT user_id FROM audit_event WHERE position = {Entry}), 0, '', '', '')
        """;

    [Fact]
    public async Task A_log_that_nobody_edited_is_whole()
    {
        var found = await log.VerifyAsync();

        Assert.True(found.GetProperty("valid").GetBoolean(), found.GetRawText());
        Assert.True(found.GetProperty("checked").GetInt64() > 10);
    }

    [Theory]
    [InlineData($"UPDATE audit_event SET outcome = 'invalid_credentials' WHERE position = {Entry}", "changed")]
    [InlineData($"UPDATE audit_event SET ip = '203.0.113.9' WHERE position = {Entry}", "changed")]
    [InlineData($"UPDATE audit_event SET has_personal = 0, ip = NULL, user_agent = NULL, detail = NULL WHERE position = {Entry}", "changed")]
    [InlineData($"{Slip}; UPDATE audit_event SET has_personal = 0, ip = NULL, user_agent = NULL, detail = NULL WHERE position = {Entry}", "missing")]
    [InlineData($"{Slip}", "missing")]
    [InlineData($"UPDATE audit_event SET at = at + 5000 WHERE position = {Entry}", "changed")]
    [InlineData($"DELETE FROM audit_event WHERE position = {Entry}", "missing")]
    [InlineData($"DELETE FROM audit_event WHERE position = {Last}", "missing")]
    [InlineData("DELETE FROM audit_event WHERE chain = (SELECT user_id FROM audit_event WHERE type = 'user.rename')", "missing")]
    [InlineData("DELETE FROM audit_event WHERE type = 'session.end'", "missing")]
    [InlineData("DELETE FROM audit_event WHERE position = (SELECT max(position) FROM audit_event)", "missing")]
    [InlineData("DELETE FROM audit_event WHERE position = (SELECT max(position) FROM audit_event WHERE type = 'session.start')", "missing")]
    [InlineData("DELETE FROM audit_event WHERE type = 'invitation.create'", "missing")]
    [InlineData("UPDATE audit_event SET sequence = 9 WHERE type = 'user.rename'; UPDATE audit_event SET sequence = sequence - 1 WHERE chain LIKE 'usr_%' AND type = 'user.email_change_request'; UPDATE audit_event SET sequence = 4 WHERE type = 'user.rename'", "changed")]
    public async Task An_edited_log_is_found(string edit, string? reason)
    {
        var found = await log.VerifyAsync(edit);

        Assert.Equal(reason, found.GetProperty("broken") is { ValueKind: JsonValueKind.Object } broken ? broken.GetProperty("reason").GetString() : null);
        Assert.Equal(reason is null, found.GetProperty("valid").GetBoolean());
    }

    [Theory]
    [InlineData("ratelimits", 2)]
    [InlineData("broadcasts", 2)]
    [InlineData("settings-schema/notifications", 2)]
    [InlineData("probes", 2)]
    [InlineData("inspector", 2)]
    [InlineData("keys", 1)]
    [InlineData("usr_%/notifications", 2)]
    public async Task A_chain_of_settings_that_lost_its_last_entry_or_all_is_found(string chain, int last)
    {
        foreach (var lost in new[] { "position = (SELECT max(position) FROM audit_event WHERE chain LIKE '{0}')", "chain LIKE '{0}'" })
        {
            var broken = (await log.VerifyAsync($"DELETE FROM audit_event WHERE {lost.Replace("{0}", chain, StringComparison.Ordinal)}")).GetProperty("broken");

            Assert.Equal((last, "missing"), (broken.GetProperty("sequence").GetInt32(), broken.GetProperty("reason").GetString()));
            Assert.Equal(chain.Split('%')[^1], broken.GetProperty("chain").GetString()![^chain.Split('%')[^1].Length..]);
        }
    }
}
