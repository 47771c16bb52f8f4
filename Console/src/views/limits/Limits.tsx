import { api } from '../../api/api';
import type { Policy } from '../../api/types';
import { usePages } from '../../hooks/usePages';
import { Page, Section } from '../../parts/Page';
import { Badge } from '../../parts/Small';
import { PagedTable, type Column } from '../../parts/Table';
import { to } from '../../routing/router';
import { count, duration, words } from '../../text/format';
import { Buckets } from './Buckets';

const columns: readonly Column<Policy>[] = [
  { head: 'Policy', cell: ({ name }) => <a href={to('/limits/policy', { name })}>{name}</a> },
  { head: 'Limit', cell: ({ limit, window_seconds }) => `${count(limit)} in ${duration(window_seconds)}`, numeric: true },
  { head: 'Burst', cell: ({ burst }) => count(burst), numeric: true },
  { head: 'Counts by', cell: ({ scope }) => words(scope) },
  { head: 'Algorithm', cell: ({ algorithm }) => words(algorithm) },
  { head: 'Mode', cell: ({ shadow }) => (shadow ? <Badge tone="warn">shadow</Badge> : <Badge tone="good">in force</Badge>) },
  { head: 'Without an answer', cell: ({ on_unavailable }) => words(on_unavailable) },
];

/** The rate limits: the policies, and single buckets. */
export function Limits() {
  const pages = usePages((cursor) => api.get('/api/v1/admin/ratelimits/policies', { query: { cursor, limit: 200 } }), []);

  return (
    <Page
      title="Limits"
      actions={
        <a class="button" href={to('/limits/policy')}>
          Add a policy
        </a>
      }
    >
      <Section title="Policies">
        <PagedTable caption="Policies" columns={columns} pages={pages} keyOf={({ name }) => name} empty="There are none." />
      </Section>
      <Buckets policies={pages.items.map(({ name }) => name)} />
    </Page>
  );
}
