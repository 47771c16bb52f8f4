import type { Raw } from '../../api/raw';
import type { AuditEvent } from '../../api/types';
import type { Column } from '../../parts/Table';
import { Badge, Time } from '../../parts/Small';
import { to } from '../../routing/router';
import { member, writeJson } from '../../text/json';

/** The columns of lists of events. Only administrators can follow the links to users. */
export function eventColumns(links: boolean): readonly Column<Raw<AuditEvent>>[] {
  const user = (id: string | null) => (id && links ? <a href={to(`/users/${id}`)}>{id}</a> : (id ?? '–'));

  return [
    { head: 'When', cell: ({ at }) => <Time at={at} /> },
    { head: 'What', cell: ({ type, outcome }) => <><code>{type}</code> <Badge tone={outcome === 'success' ? 'good' : 'warn'}>{outcome}</Badge></> },
    ...(links ? [{ head: 'User', cell: ({ user_id }: AuditEvent) => user(user_id) }, { head: 'By', cell: ({ actor_id }: AuditEvent) => user(actor_id) }] : []),
    { head: 'From', cell: ({ ip }) => ip ?? '–' },
    { head: 'More', cell: (event) => <More event={event} /> },
  ];
}

function More({ event }: { event: Raw<AuditEvent> }) {
  const detail = member(event.raw, 'detail');

  return (
    <details>
      <summary>
        Details<span class="hidden"> of {event.id}</span>
      </summary>
      {event.detail !== null && detail && <pre class="code">{writeJson(detail)}</pre>}
      <p class="small">
        {event.id} · number {event.sequence} of {event.chain} · request {event.request_id ?? '–'}
        <br />
        {event.user_agent}
        <br />
        {event.hash}
      </p>
    </details>
  );
}
