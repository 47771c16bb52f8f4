import { api } from '../../api/api';
import type { Silo } from '../../api/types';
import { useEvery } from '../../hooks/useEvery';
import { useResource } from '../../hooks/useResource';
import { Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { Table, type Column } from '../../parts/Table';
import { amount, bytes, count, duration } from '../../text/format';

const columns: readonly Column<Silo>[] = [
  { head: 'Silo', cell: ({ name, address }) => <>{name} <span class="small">{address}</span></> },
  { head: 'Host', cell: ({ host }) => host },
  { head: 'Up for', cell: ({ uptime_seconds }) => duration(uptime_seconds), numeric: true },
  { head: 'Activations', cell: ({ activations }) => count(activations), numeric: true },
  { head: 'Calls', cell: ({ calls_per_second }) => (calls_per_second === null ? '–' : `${amount(calls_per_second)}/s`), numeric: true },
  { head: 'Errors, last minute', cell: ({ errors }) => (errors === null ? '–' : count(errors)), numeric: true },
  { head: 'Memory', cell: ({ memory_bytes }) => (memory_bytes === null ? '–' : bytes(memory_bytes)), numeric: true },
  { head: 'Heap', cell: ({ heap_bytes }) => (heap_bytes === null ? '–' : bytes(heap_bytes)), numeric: true },
  { head: 'Processor time', cell: ({ cpu_seconds }) => (cpu_seconds === null ? '–' : duration(cpu_seconds)), numeric: true },
];

export function Silos() {
  const silos = useResource(() => api.get('/api/v1/admin/silos', { query: { limit: 200 } }), []);
  useEvery(10_000, silos.reload);

  return (
    <Section title="Silos">
      <Show of={silos}>
        {({ items }) => <Table caption="Silos" columns={columns} rows={items} keyOf={({ address }) => address} empty="No silo has reported yet." />}
      </Show>
    </Section>
  );
}
