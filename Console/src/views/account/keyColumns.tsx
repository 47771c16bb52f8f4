import type { ApiKey } from '../../api/types';
import { Time } from '../../parts/Small';
import type { Column } from '../../parts/Table';

export const keyColumns: readonly Column<ApiKey>[] = [
  { head: 'Name', cell: ({ name }) => name },
  { head: 'Scopes', cell: ({ scopes }) => scopes.join(', ') },
  { head: 'Made', cell: ({ created_at }) => <Time at={created_at} /> },
  { head: 'Ends', cell: ({ expires_at }) => <Time at={expires_at} /> },
  { head: 'Last used', cell: ({ last_used_at }) => <Time at={last_used_at} /> },
];
