import type { Violation } from '../../api/types';
import type { Pages } from '../../hooks/usePages';
import { Time } from '../../parts/Small';
import { PagedTable, type Column } from '../../parts/Table';
import { to } from '../../routing/router';
import { count } from '../../text/format';

const columns: readonly Column<Violation>[] = [
  { head: 'User', cell: ({ user_id }) => <a href={to(`/users/${user_id}`)}>{user_id}</a> },
  { head: 'Version', cell: ({ version }) => count(version), numeric: true },
  { head: 'Written', cell: ({ updated_at }) => <Time at={updated_at} /> },
  {
    head: 'What is wrong',
    cell: ({ errors }) => (
      <ul class="bare">
        {errors.map(({ field, code, message }) => (
          <li key={field + code}>
            <code>{field || '/'}</code> {message}
          </li>
        ))}
      </ul>
    ),
  },
];

/** Documents that were written before the schema and break it. What is in them is not told. */
export function Violations({ pages }: { pages: Pages<Violation> }) {
  return (
    <PagedTable
      caption="Documents that break it"
      columns={columns}
      pages={pages}
      keyOf={({ user_id }) => user_id}
      empty={pages.more ? 'None among those that were looked at.' : 'There is none.'}
    />
  );
}
