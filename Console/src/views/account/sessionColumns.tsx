import type { SessionItem } from '../../api/types';
import { Badge, Time } from '../../parts/Small';
import type { Column } from '../../parts/Table';

export const sessionColumns: readonly Column<SessionItem>[] = [
  { head: 'From', cell: ({ ip, current }) => <>{ip ?? 'unknown'} {current && <Badge tone="good">this one</Badge>}</> },
  { head: 'Program', cell: ({ user_agent }) => <span class="clip" title={user_agent ?? ''}>{user_agent ?? 'unknown'}</span> },
  { head: 'Begun', cell: ({ created_at }) => <Time at={created_at} /> },
  { head: 'Last seen', cell: ({ last_seen_at }) => <Time at={last_seen_at} /> },
];
