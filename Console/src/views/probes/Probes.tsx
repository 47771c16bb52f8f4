import { useState } from 'preact/hooks';
import { api } from '../../api/api';
import type { Probe } from '../../api/types';
import { ActionButton } from '../../parts/ActionButton';
import { Page, Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { Facts, Time } from '../../parts/Small';
import { count, duration, milliseconds, words } from '../../text/format';
import { ProbeCells } from './ProbeCells';
import { ProbeDialog } from './ProbeDialog';
import { ProbePause } from './ProbePause';
import { ProbeResults } from './ProbeResults';
import { ProbeStatus } from './ProbeStatus';
import { useProbes } from './useProbes';

/** The health probes: add, change, pause, delete. */
export function Probes() {
  const probes = useProbes();
  const [edited, setEdited] = useState<Probe | 'new' | null>(null);

  return (
    <Page
      title="Probes"
      actions={
        <button type="button" class="primary" onClick={() => setEdited('new')}>
          Add a probe
        </button>
      }
    >
      <Show of={probes}>
        {(items) =>
          items.length === 0 ? (
            <p class="empty">There are no probes.</p>
          ) : (
            items.map((probe) => <ProbeCard key={probe.name} probe={probe} edit={() => setEdited(probe)} reload={probes.reload} />)
          )
        }
      </Show>
      {edited && <ProbeDialog probe={edited === 'new' ? undefined : edited} close={() => setEdited(null)} saved={probes.reload} />}
    </Page>
  );
}

function ProbeCard({ probe, edit, reload }: { probe: Probe; edit: () => void; reload: () => Promise<void> }) {
  const { name } = probe;

  return (
    <Section
      title={name}
      actions={
        probe.origin !== 'reported' && (
          <>
            <ProbePause probe={probe} reload={reload} />
            <button type="button" onClick={edit}>
              Change<span class="hidden"> {name}</span>
            </button>
            <ActionButton
              label="Delete"
              about={name}
              title={`Delete the probe ${name}?`}
              danger
              done={`The probe ${name} is deleted.`}
              run={async () => {
                await api.delete('/api/v1/admin/probes/{name}', { path: { name } });
                await reload();
              }}
            >
              <p>Its results go with it. A probe of the configuration that was changed here is as configured again.</p>
            </ActionButton>
          </>
        )
      }
    >
      <p>
        <ProbeStatus of={probe} /> {probe.since && <>since <Time at={probe.since} /></>}
        {probe.detail && <> · {probe.detail}</>}
      </p>
      <ProbeCells results={probe.results ?? undefined} />
      <Facts
        of={[
          ['Kind', probe.kind],
          ['Target', probe.target ?? '–'],
          ['Origin', words(probe.origin)],
          ['Critical', probe.critical ? 'Yes: readiness depends on it' : 'No'],
          ['Every', duration(probe.interval_seconds)],
          ['Given up after', milliseconds(probe.timeout_seconds * 1000)],
          ['Slow from', milliseconds(probe.slow_seconds * 1000)],
          ['Unhealthy at', `${probe.failures} failures of ${probe.window} checks`],
          ['Last check', <><Time at={probe.checked_at} />, {milliseconds(probe.latency_ms)}</>],
          ['95 %', milliseconds(probe.p95_ms)],
          ['Failures in a row', count(probe.consecutive_failures)],
        ]}
      />
      <ProbeResults results={probe.results ?? []} />
    </Section>
  );
}
