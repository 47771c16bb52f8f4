using Actors.Testing;
using Actors.Tests.Storage.Contract;

namespace Actors.Tests.Storage.Postgres;

public sealed class PostgresGrainStorageTests(PostgresHarness harness) : GrainStorageContract(harness), IClassFixture<PostgresHarness>;

public sealed class PostgresGrainKeyTests(PostgresHarness harness) : GrainKeyContract(harness), IClassFixture<PostgresHarness>;

public sealed class PostgresCarriedRecordsTests(PostgresHarness harness) : CarriedRecordsContract(harness), IClassFixture<PostgresHarness>;

public sealed class PostgresEventLogTests(PostgresHarness harness) : EventLogContract(harness), IClassFixture<PostgresHarness>;

public sealed class PostgresOutboxTests(PostgresHarness harness) : OutboxContract(harness), IClassFixture<PostgresHarness>;

public sealed class PostgresUserIndexTests(PostgresUsers users) : UserIndexContract(users), IClassFixture<PostgresUsers>;

public sealed class PostgresUsers(PostgresServer server) : UserIndexContract.Users(new PostgresHarness(server));

public sealed class PostgresCrashTests(PostgresHarness harness) : CrashContract(harness), IClassFixture<PostgresHarness>;

public sealed class PostgresStateKeysTests(PostgresHarness harness) : StateKeysContract(harness), IClassFixture<PostgresHarness>;

public sealed class PostgresSettingsIndexTests(PostgresHarness harness) : SettingsIndexContract(harness), IClassFixture<PostgresHarness>;
