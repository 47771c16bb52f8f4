using System.Collections.Immutable;
using System.Text;
using Actors.Sessions;
using Actors.Settings;
using Actors.Silo.Storage;
using Actors.Silo.Storage.Backups;
using Actors.Tokens;
using Actors.Users;

namespace Actors.Bench.Stores;

/// <summary>The rows of so many users, each with an address and a session, in the order of their keys. So many as the ordinary cases have get a document of 1 KB each; of more, the first.</summary>
internal sealed class StoredUsers(int count, Credentials credentials, IReadOnlyList<string> schemaSteps) : IRowSource
{
    private const int MaxDocuments = 10_000;

    private static readonly BackupTable States = BackupTable.All.Single(table => table.Name == "grain_state");

    private readonly StateSerializer _serializer = new([UserStateJson.Default, SessionStateJson.Default, SettingsStateJson.Default, KeyRingStateJson.Default]);
    private readonly ImmutableArray<byte> _document = [.. Encoding.UTF8.GetBytes($$"""{"pad":"{{new string('x', 1000)}}"}""")];

    public string Name => "the users of a measurement";

    public BackupHeader Header => BackupHeader.New("bench", credentials.Now, credentials.MasterKeyId) with
    {
        SchemaSteps = schemaSteps,
        Tables = BackupSchema.ColumnNames([States]),
    };

    public IAsyncEnumerable<BackupRow> ReadAsync(CancellationToken cancellationToken) => Rows().ToAsyncEnumerable();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private IEnumerable<BackupRow> Rows() => new[] { Row("keyring", "keys", new KeyRingState { Ring = credentials.Ring }) }
        .Concat(Each(count, n => Row("login-name", Credentials.Email(n), new LoginNameState { UserId = Credentials.UserId(n) })))
        .Concat(Each(count, n => Row("session", Credentials.SessionId(n), Session(n))))
        .Concat(Each(Math.Min(count, MaxDocuments), n => Row("settings", $"{Credentials.UserId(n)}/{PersonaName.Default}", Document())))
        .Concat(Each(count, n => Row("user", Credentials.UserId(n), User(n))));

    private static IEnumerable<BackupRow> Each(int count, Func<int, BackupRow> row) => Enumerable.Range(0, count).Select(row);

    /// <summary>A grain's only state has the name of its type.</summary>
    private BackupRow Row<TState>(string type, string key, TState state) =>
        new(States, [type, key, type, Encoding.UTF8.GetString(_serializer.Serialize(state)), 1L, credentials.Now]);

    private SessionState Session(int n) => new()
    {
        UserId = Credentials.UserId(n),
        Nonce = Credentials.Nonce(n),
        RotatedAt = credentials.Now,
        CreatedAt = credentials.Now,
        LastSeenAt = credentials.Now,
        AuthenticatedAt = credentials.Now,
        Ip = "127.0.0.1",
        Methods = ["pwd"],
        Standing = new Standing(0, UserStatus.Active, ["user"]),
    };

    private SettingsState Document() => new() { Persona = PersonaName.Default, Version = 1, Document = _document, UpdatedAt = credentials.Now };

    private UserState User(int n) => new()
    {
        EmailNormalized = Credentials.Email(n),
        EmailVerified = true,
        Status = UserStatus.Active,
        Roles = ["user"],
        PasswordHash = credentials.PasswordHash,
        CreatedAt = credentials.Now.AddSeconds(n - count),
        LastLoginAt = credentials.Now,
        Lanes = LockoutLanes.Open.SignedIn(null, Credentials.DeviceToken(n), credentials.Now, maxDevices: 20),
        Sessions = [new SessionRef(Credentials.SessionId(n), credentials.Now)],
    };
}
