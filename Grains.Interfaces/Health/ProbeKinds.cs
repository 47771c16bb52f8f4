namespace Actors.Health;

/// <summary>The kinds of probe, and what the target of each means.</summary>
public static class ProbeKinds
{
    /// <summary>Writes, reads and syncs through the grains' own store. No target.</summary>
    public const string Storage = "storage";

    /// <summary>A query on a PostgreSQL server, its connections and its replication lag. Target <c>postgres://user:password@host:5432/database</c>.</summary>
    public const string Postgres = "postgres";

    /// <summary>PING, memory, and a key written and read. Target <c>redis://user:password@host:6379/0</c>, or <c>rediss</c> for TLS.</summary>
    public const string Redis = "redis";

    /// <summary>Connects, publishes and consumes on a temporary queue. Target <c>amqp://user:password@host:5672/vhost</c>, or <c>amqps</c> for TLS.</summary>
    public const string RabbitMq = "rabbitmq";

    /// <summary>A GET; any 2xx or 3xx answer passes. Target: an http or https address.</summary>
    public const string Http = "http";

    /// <summary>Opens a connection. Target <c>tcp://host:port</c>.</summary>
    public const string Tcp = "tcp";

    /// <summary>The greeting, EHLO, NOOP and QUIT of a mail server. Target <c>smtp://host:25</c>, or <c>smtps</c> for TLS from the start.</summary>
    public const string Smtp = "smtp";

    /// <summary>The room on a disk. Target: a path on it, with <c>?free=10</c> for another least percentage of free space; the data directory when left out.</summary>
    public const string Disk = "disk";

    /// <summary>The memory in use, of this process against its limit. Target: the percentage that is too much, 90 when left out.</summary>
    public const string Memory = "memory";

    /// <summary>The silos that are active. Target: how many are expected, 1 when left out.</summary>
    public const string Cluster = "cluster";

    /// <summary>An agent that reports by itself; silence beyond its time to live, the probe's interval, is unhealthy. No target.</summary>
    public const string Heartbeat = "heartbeat";
}
