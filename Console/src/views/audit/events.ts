import type { Query } from '../../api/http';
import { getRawPage, type Raw } from '../../api/raw';
import type { AuditEvent, Page } from '../../api/types';

export type EventFilter = Record<'user' | 'type' | 'from' | 'to' | 'ip', string | undefined>;

/** The audit log, the newest first. */
export function loadEvents(filter: Partial<EventFilter>, cursor?: string, limit = 50, signal?: AbortSignal): Promise<Page<Raw<AuditEvent>>> {
  const query: Query = { ...filter, cursor, limit };
  return getRawPage('/api/v1/admin/events', { query, ...(signal ? { signal } : {}) });
}
