import { api } from '../../api/api';
import type { GrainType } from '../../api/types';
import { useEvery } from '../../hooks/useEvery';
import { useResource } from '../../hooks/useResource';
import { Page, Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { Table, type Column } from '../../parts/Table';
import { to } from '../../routing/router';
import { count } from '../../text/format';
import { callColumns } from './calls';
import { FindGrain } from './FindGrain';

const columns: readonly Column<GrainType>[] = [
  { head: 'Type', cell: ({ type }) => <a href={to('/grains/type', { type })}>{type}</a> },
  { head: 'Activations', cell: ({ activations }) => count(activations), numeric: true },
  ...callColumns<GrainType>(),
  { head: 'Stored', cell: ({ stored }) => (stored ? 'Yes' : 'No') },
];

/** The live actors by type. */
export function Grains() {
  const types = useResource(() => api.get('/api/v1/admin/grains', { query: { limit: 200 } }), []);
  useEvery(5000, types.reload);

  return (
    <Page title="Grains" lead="The actors in memory, and their calls of the last minute.">
      <Section title="Find one">
        <FindGrain types={types.data?.items.map(({ type }) => type) ?? []} />
      </Section>
      <Section title="Types">
        <Show of={types}>
          {({ items }) => (
            <Table
              caption="Types of grain"
              columns={columns}
              rows={[...items].sort((one, other) => other.calls.calls_per_second - one.calls.calls_per_second || other.activations - one.activations)}
              keyOf={({ type }) => type}
              empty="There are none."
            />
          )}
        </Show>
      </Section>
    </Page>
  );
}
