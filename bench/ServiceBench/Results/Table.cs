using System.Globalization;

namespace Actors.Bench.Results;

/// <summary>The rows for people. Times are milliseconds, processor time microseconds and memory bytes of one request.</summary>
internal static class Table
{
    public static readonly string Head = string.Create(CultureInfo.InvariantCulture,
        $"{"case",-14}{"req/s",10}{"floor",9} {"",-12}{"ratio",8}{"p50 ms",10}{"p99 ms",10}{"p99.9 ms",10}{"errors",8}{"CPU µs",10}{"floor",10}{"database",10}{"bytes",10}{"floor",9}{"MiB",7}{"after",11}");

    public static string Line(Row row) => string.Create(CultureInfo.InvariantCulture,
        $"{row.Case,-14}{Rate(row.Service.PerSecond),10}{Rate(row.Floor.PerSecond),9} {row.FloorName,-12}{row.Ratio,8:0.00}{row.Service.P50,10:0.00}{row.Service.P99,10:0.00}{row.Service.P999,10:0.00}{row.Service.Errors,8}{Micro(row.Service.CpuSecondsPerRequest),10}{Micro(row.Floor.CpuSecondsPerRequest),10}{Database(row),10}{row.Service.AllocatedBytesPerRequest,10:0}{row.Floor.AllocatedBytesPerRequest,9:0}{row.IdleMebibytes,7:0}{row.AfterMebibytes,11:0}  {row.Note}").TrimEnd();

    private static string Rate(double perSecond) => perSecond.ToString(perSecond < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private static string Micro(double seconds) => (seconds * 1e6).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Database(Row row) => row.Service.DatabaseCpuSecondsPerRequest > 0 ? Micro(row.Service.DatabaseCpuSecondsPerRequest) : "-";
}
