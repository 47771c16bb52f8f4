using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Actors.Settings.History;
using Actors.Settings.Json;
using Actors.Storage;
using Microsoft.Extensions.Logging;

namespace Actors.Settings;

internal sealed partial class SettingsGrain
{
    public Task<SettingsWritten> ReplaceAsync(ImmutableArray<byte> document, SettingsWrite write) =>
        WriteAsync(SettingsOperation.Replace, document, write, _ => SettingsEdit.Replace(document.AsMemory(), _options));

    public Task<SettingsWritten> MergeAsync(ImmutableArray<byte> mergePatch, SettingsWrite write) =>
        WriteAsync(SettingsOperation.Merge, mergePatch, write, current => SettingsEdit.Merge(current, mergePatch.AsMemory(), _options));

    public Task<SettingsWritten> PatchAsync(ImmutableArray<byte> jsonPatch, SettingsWrite write) =>
        WriteAsync(SettingsOperation.Patch, jsonPatch, write, current =>
            current is null ? SettingsEdit.NotFound : SettingsEdit.Patch(current, jsonPatch.AsMemory(), _options));

    public Task<SettingsWritten> DeleteAsync(SettingsWrite write) =>
        WriteAsync(SettingsOperation.Delete, [], write, current => current is null ? SettingsEdit.NotFound : SettingsEdit.Deleted);

    public async Task<ImmutableArray<SettingsError>> CheckAsync(ImmutableArray<byte> document)
    {
        var edit = SettingsEdit.Replace(document.AsMemory(), _options);

        return edit.Error is { } error ? [error]
            : await RuleAsync() is { } rule ? rule.Schema.Validate(edit.Root!)
            : [];
    }

    public Task<SettingsWritten> ImportAsync(ImmutableArray<byte> document, SettingsWrite write) =>
        WriteAsync(SettingsOperation.Import, document, write, _ => SettingsEdit.Replace(document.AsMemory(), _options));

    public async Task<SettingsWritten> RollbackAsync(long version, SettingsWrite write)
    {
        await SettleAsync();

        var old = await _versions.FindAsync(_durable, version);
        var content = Encoding.UTF8.GetBytes(version.ToString(CultureInfo.InvariantCulture)).ToImmutableArray();

        // There is nothing to go back to in a version that is a deletion.
        return await WriteAsync(SettingsOperation.Rollback, content, write, _ =>
            old is { Document.IsEmpty: false } ? SettingsEdit.Replace(old.Document.AsMemory(), _options) : SettingsEdit.NotFound);
    }

    private async Task<SettingsWritten> WriteAsync(
        SettingsOperation operation, ImmutableArray<byte> content, SettingsWrite write, Func<ObjectNode?, SettingsEdit> edit)
    {
        // What it is refused for, or answered without a write, must be what is stored.
        await SettleAsync();

        var now = _clock.GetUtcNow();
        var retry = write.RetryKey is { } key ? (Key: RetryRecord.HashKey(key), Content: RetryRecord.HashContent(operation, content.AsSpan())) : default;

        if (retry.Key is not null && FindRetry(retry.Key, now) is { } done)
        {
            return done.Content == retry.Content ? await RepeatAsync(done) : Refused(SettingsWriteOutcome.RetryKeyReused);
        }

        // An import was checked as a whole, and must not stop half-way because of what an administrator or the user has changed since.
        var isImport = operation == SettingsOperation.Import;

        if (!(isImport && write.Condition == SettingsCondition.None) && SettingsConditions.Refusal(write.Condition, _durable) is { } refusal)
        {
            return Refused(refusal);
        }

        var current = _durable.Exists ? StoredJson.ParseObject(_durable.Document) : null;
        var result = edit(current);

        if (result.Outcome != SettingsWriteOutcome.Saved)
        {
            return Refused(result.Outcome, result.Error is { } error ? [error] : []);
        }

        if (!isImport && result.Root is { } root && await RuleAsync(write.SchemaInForce) is { } rule && rule.Schema.Validate(root) is { IsEmpty: false } violations)
        {
            return Refused(SettingsWriteOutcome.Invalid, violations);
        }

        if (current is null && !await Index.ClaimAsync(Persona))
        {
            return Refused(await Index.AreUsedUpAsync([Persona]) ? SettingsWriteOutcome.TooManyNames : SettingsWriteOutcome.TooManyPersonas);
        }

        var isFirst = !_settings.RecordExists;
        var outcome = result.Root is null ? SettingsWriteOutcome.Deleted : current is null ? SettingsWriteOutcome.Created : SettingsWriteOutcome.Saved;
        var next = NextState(operation, content, write.Origin, current, result.Root, now);

        await SaveVersionAsync(retry.Key is null ? next : next with
        {
            Retries = RetryRecord.Add(next.Retries, new RetryRecord(retry.Key, retry.Content, next.Version, outcome, now), _options),
        });

        if (outcome == SettingsWriteOutcome.Deleted)
        {
            await ReleaseNameAsync();
        }
        else if (current is null && !await Index.ClaimAsync(Persona) && isFirst)
        {
            // Its account was erased on another silo meanwhile, with which a first write does not conflict.
            await EraseAsync();
            return Refused(SettingsWriteOutcome.TooManyPersonas);
        }

        return Answer(outcome);
    }

    private SettingsState NextState(
        SettingsOperation operation, ImmutableArray<byte> content, RequestOrigin origin, ObjectNode? current, ObjectNode? root, DateTimeOffset now)
    {
        var version = _durable.Version + 1;
        var isSent = operation is SettingsOperation.Replace or SettingsOperation.Import && root?.Size == content.Length;
        var document = root is null ? [] : isSent ? content : ImmutableCollectionsMarshal.AsImmutableArray(root.ToUtf8());
        var diff = JsonDiff.Between(current, root);
        var told = new SettingsVersion
        {
            Version = version,
            At = now,
            Author = origin.ActorId,
            RequestId = origin.RequestId,
            Operation = operation,
            Diff = diff.Patch,
        };

        return _durable with
        {
            Persona = Persona,
            Version = version,
            Document = document,
            UpdatedAt = now,
            // A property of the document: one that is made again is like a new one.
            Strict = current is not null && root is not null && _durable.Strict,
            Log = TidyLog(version, now).Append(new StoredVersion(told, diff.IsExact ? [] : document)),
        };
    }

    private async Task SaveVersionAsync(SettingsState next)
    {
        // Side by side, so that both are in one commit of the store and the writer waits once. What was tidied up by the write before is
        // in this state; what this state no longer needs goes only when it is durable itself.
        var tidying = TidyAsync(_durable with
        {
            Log = next.Log with { Recent = next.Log.Recent[..^1], Dropped = _durable.Log.Dropped.RemoveRange(_tidied.Removed) },
        });

        try
        {
            await StoreAsync(_settings.SaveAsync(next));
        }
        catch
        {
            // The state still knows nothing of what was tidied up before, so that must not be forgotten.
            await tidying;
            throw;
        }

        _tidied = await tidying;
    }

    private SettingsWritten Answer(SettingsWriteOutcome outcome) => outcome == SettingsWriteOutcome.Deleted
        ? SettingsWritten.Deleted(_durable.Version)
        : SettingsWritten.Saved(_durable.ToView(), created: outcome == SettingsWriteOutcome.Created);

    private SettingsWritten Refused(SettingsWriteOutcome outcome, params ImmutableArray<SettingsError> errors) =>
        SettingsWritten.Refused(outcome, _durable.Exists ? _durable.Version : 0, errors);

    private RetryRecord? FindRetry(string key, DateTimeOffset now) =>
        _durable.Retries.FirstOrDefault(record => record.Key == key && record.At > now - _options.RetryAge);

    private async Task<SettingsWritten> RepeatAsync(RetryRecord done)
    {
        if (done.Outcome == SettingsWriteOutcome.Deleted)
        {
            return SettingsWritten.Deleted(done.Version);
        }

        var then = done.Version == _durable.Version
            ? _durable.ToView()
            : await _versions.FindAsync(_durable, done.Version) is { } old
                ? new SettingsView { Version = done.Version, Document = old.Document, UpdatedAt = old.Version.At, Strict = _durable.Strict }
                : null;

        return new SettingsWritten { Outcome = done.Outcome, Version = done.Version, View = then };
    }

    private async Task ReleaseNameAsync()
    {
        try
        {
            await Index.ReleaseAsync(Persona);
        }
        catch (Exception exception)
        {
            // The document is gone; the name is given back when the personas are listed.
            _log.LogWarning(exception, "The name of a deleted persona could not be given back");
        }
    }
}
