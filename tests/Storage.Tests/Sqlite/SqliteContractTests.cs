using Actors.Tests.Storage.Contract;

namespace Actors.Tests.Storage.Sqlite;

public sealed class SqliteGrainStorageTests(SqliteHarness harness) : GrainStorageContract(harness), IClassFixture<SqliteHarness>;

public sealed class SqliteGrainKeyTests(SqliteHarness harness) : GrainKeyContract(harness), IClassFixture<SqliteHarness>;

public sealed class SqliteCarriedRecordsTests(SqliteHarness harness) : CarriedRecordsContract(harness), IClassFixture<SqliteHarness>;

public sealed class SqliteEventLogTests(SqliteHarness harness) : EventLogContract(harness), IClassFixture<SqliteHarness>;

public sealed class SqliteOutboxTests(SqliteHarness harness) : OutboxContract(harness), IClassFixture<SqliteHarness>;

public sealed class SqliteUserIndexTests(SqliteUsers users) : UserIndexContract(users), IClassFixture<SqliteUsers>;

public sealed class SqliteUsers() : UserIndexContract.Users(new SqliteHarness());

public sealed class SqliteCrashTests(SqliteHarness harness) : CrashContract(harness), IClassFixture<SqliteHarness>;

public sealed class SqliteStateKeysTests(SqliteHarness harness) : StateKeysContract(harness), IClassFixture<SqliteHarness>;

public sealed class SqliteSettingsIndexTests(SqliteHarness harness) : SettingsIndexContract(harness), IClassFixture<SqliteHarness>;
