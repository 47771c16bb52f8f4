namespace Actors.Silo.Storage.Backups;

internal readonly record struct BackupRow(BackupTable Table, object?[] Values);
