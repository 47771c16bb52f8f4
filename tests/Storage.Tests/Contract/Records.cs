using Actors.Audit;
using Actors.Notifications;

namespace Actors.Tests.Storage.Contract;

/// <summary>Audit entries and mails with every field filled.</summary>
internal static class Records
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static string NewId(string prefix) => $"{prefix}_{Guid.CreateVersion7():N}";

    /// <summary>Entry n of a chain, n minutes and some ticks past noon.</summary>
    public static AuditEvent Event(string chain, long n) => new()
    {
        Id = NewId("evt"),
        Chain = chain,
        Sequence = n,
        At = Noon.AddMinutes(n).AddTicks(1234567),
        Type = "user.login",
        Outcome = "success",
        UserId = chain,
        ActorId = chain,
        RequestId = "req-1",
        Personal = new AuditPersonal("192.0.2.7", "curl/8", """{"device":"é"}"""),
        PersonalHash = "aa",
        PreviousHash = "",
        Hash = "bb",
    };

    public static OutgoingMail Mail(DateTimeOffset createdAt) => new()
    {
        Id = NewId("mail"),
        To = "Ann.É@Example.org",
        Subject = "Verify",
        Text = "Hello\nAnn",
        Html = "<p>Hello</p>",
        CreatedAt = createdAt,
    };
}
