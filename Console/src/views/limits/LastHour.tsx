import { api } from '../../api/api';
import type { Policy, Rank } from '../../api/types';
import { useEvery } from '../../hooks/useEvery';
import { useResource } from '../../hooks/useResource';
import { Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { Badge } from '../../parts/Small';
import { Table, type Column } from '../../parts/Table';
import { count } from '../../text/format';
import { mostInAnHour, refusedAtLeast, type Numbers } from './effect';

/** The busiest keys of the last hour, and what the numbers in the form would have meant for them. */
export function LastHour({ policy: { name, shadow }, numbers }: { policy: Policy; numbers: Numbers }) {
  const activity = useResource(() => api.get('/api/v1/admin/ratelimits/policies/{name}/activity', { path: { name }, query: { limit: 20 } }), [name]);
  useEvery(5000, activity.reload);

  const key: Column<Rank> = { head: 'Key', cell: (rank) => <code>{rank.key}</code> };
  const requests: Column<Rank> = { head: 'Requests', cell: (rank) => (rank.error > 0 ? `about ${count(rank.count)}` : count(rank.count)), numeric: true };

  return (
    <Section title="The last hour">
      <Show of={activity}>
        {({ busiest, most_refused }) => {
          const hit = busiest.filter((rank) => refusedAtLeast(rank, numbers) > 0);

          return (
            <>
              <p role="status">
                With the numbers in the form a key is admitted at most {count(mostInAnHour(numbers))} times an hour:{' '}
                {hit.length === 0 ? 'none' : hit.length} of the {busiest.length} busiest keys would have met the limit for that alone. Requests that come
                close together meet it sooner; shadow mode counts them.
              </p>
              <h3>Busiest keys</h3>
              <Table
                caption="Busiest keys"
                rows={busiest}
                keyOf={(rank) => rank.key}
                empty="There was no request in the last hour."
                columns={[key, requests, { head: 'With these numbers', cell: (rank) => <Effect refused={refusedAtLeast(rank, numbers)} /> }]}
              />
              <h3>{shadow ? 'Would have been refused most' : 'Refused most'}</h3>
              <Table caption="Most refused keys" rows={most_refused} keyOf={(rank) => rank.key} empty="None was refused in the last hour." columns={[key, { ...requests, head: 'Refusals' }]} />
            </>
          );
        }}
      </Show>
    </Section>
  );
}

function Effect({ refused }: { refused: number }) {
  return refused > 0 ? <Badge tone="bad">{count(refused)} refused</Badge> : <Badge tone="good">admitted</Badge>;
}
