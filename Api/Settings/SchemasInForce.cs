using System.Collections.Concurrent;
using Actors.Settings;
using Actors.Storage;

namespace Actors.Api.Settings;

/// <summary>Tells a write which schema is in force. Asked from here the call runs in place; asked by the document's grain it changes threads twice.</summary>
internal sealed class SchemasInForce(IGrainFactory grains)
{
    /// <summary>By persona, what was in force last: the texts come once. Administrators make schemas, so there are few.</summary>
    private readonly ConcurrentDictionary<string, long> _known = new();

    /// <summary>The write with the schema that it must meet.</summary>
    public async ValueTask<SettingsWrite> NameAsync(SettingsWrite write, string persona)
    {
        try
        {
            return write with { SchemaInForce = await VersionAsync(persona) };
        }
        catch (OrleansException failure) when (failure is not StorageUnavailableException)
        {
            // A silo is gone: the document asks, and its call is made again.
            return write;
        }
    }

    /// <summary>The version in force; 0 for none.</summary>
    private async ValueTask<long> VersionAsync(string persona)
    {
        var known = _known.GetValueOrDefault(persona);
        var read = await grains.GetSettingsSchema(persona).GetAsync(known);

        if (!read.InForce)
        {
            return 0;
        }

        if (read.Version != known)
        {
            _known[persona] = read.Version;
        }

        return read.Version;
    }
}
