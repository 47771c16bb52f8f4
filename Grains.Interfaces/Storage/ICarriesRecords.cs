using System.Collections.Immutable;
using Actors.Audit;
using Actors.Notifications;

namespace Actors.Storage;

/// <summary>A state that brings rows of their own along: the store appends them in the transaction that writes the state.</summary>
/// <remarks>They are no part of the stored payload, and they are gone from memory once the write is durable.</remarks>
public interface ICarriesRecords
{
    /// <summary>Audit entries to append.</summary>
    ImmutableArray<AuditEvent> NewEvents { get; }

    /// <summary>Mails to put into the outbox; most states send none.</summary>
    ImmutableArray<OutgoingMail> NewMails => [];
}
