import type { ProbeResult } from '../../api/types';
import { Table, type Column } from '../../parts/Table';
import { Status, Time } from '../../parts/Small';
import { amount, milliseconds, words } from '../../text/format';

const columns: readonly Column<ProbeResult>[] = [
  { head: 'When', cell: ({ at }) => <Time at={at} /> },
  { head: 'Status', cell: ({ status }) => <Status of={status} /> },
  { head: 'Took', cell: ({ latency_ms }) => milliseconds(latency_ms), numeric: true },
  { head: 'Detail', cell: ({ detail }) => detail ?? '' },
  {
    head: 'Measured',
    cell: ({ metrics }) =>
      Object.entries(metrics)
        .map(([name, value]) => `${words(name)} ${amount(value)}`)
        .join(', '),
  },
];

export function ProbeResults({ results }: { results: readonly ProbeResult[] }) {
  return (
    <details>
      <summary>Results in words</summary>
      <Table caption="The last results, the newest first" columns={columns} rows={results} keyOf={({ at }) => at} empty="There are none yet." />
    </details>
  );
}
