import { api } from '../../api/api';
import type { GrainTypeDetail } from '../../api/types';
import { useEvery } from '../../hooks/useEvery';
import { useResource } from '../../hooks/useResource';
import { Page, Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { Facts } from '../../parts/Small';
import { Table, type Column } from '../../parts/Table';
import { to, usePlace } from '../../routing/router';
import { amount, count } from '../../text/format';
import { Active } from './Active';
import { callColumns, timeOf } from './calls';

const methods: readonly Column<GrainTypeDetail['methods'][number]>[] = [
  { head: 'Method', cell: (row) => <><code>{row.method}</code> <span class="small">{row.interface}</span></> },
  ...callColumns<GrainTypeDetail['methods'][number]>(),
];

/** One type of grain: where its activations are, which methods are slow, and which grains are active. */
export function GrainType() {
  const type = usePlace().query.get('type') ?? '';
  const detail = useResource(() => api.get('/api/v1/admin/grains/{type}', { path: { type } }), [type]);
  useEvery(5000, detail.reload);

  return (
    <Page title={type || 'No type'} lead={<a href={to('/grains')}>All types</a>}>
      <Show of={detail}>
        {({ activations, stored, calls, silos, ...found }) => (
          <>
            <Section title="Last minute">
              <Facts
                of={[
                  ['Activations', count(activations)],
                  ['Calls', `${amount(calls.calls_per_second)}/s`],
                  ['Mean', timeOf(calls, calls.mean_ms)],
                  ['99 %', timeOf(calls, calls.p99_ms)],
                  ['Errors', count(calls.errors)],
                  ['State', stored ? 'Stored' : 'In memory only'],
                  ...silos.map(({ silo, activations: there }) => [`On ${silo}`, count(there)] as const),
                ]}
              />
            </Section>
            <Section title="Methods, the slowest first">
              <Table caption="Methods" columns={methods} rows={found.methods} keyOf={(row) => row.interface + row.method} empty="None was called in the last minute." />
            </Section>
          </>
        )}
      </Show>
      <Active type={type} />
    </Page>
  );
}
