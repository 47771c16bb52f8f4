import { Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { Time } from '../../parts/Small';
import { to } from '../../routing/router';
import { milliseconds } from '../../text/format';
import { ProbeCells } from './ProbeCells';
import { ProbeStatus } from './ProbeStatus';
import { useProbes } from './useProbes';

/** Every probe with how it went lately. */
export function ProbeBoard() {
  const probes = useProbes();

  return (
    <Section title="Probes" actions={<a href={to('/probes')}>Change probes</a>}>
      <Show of={probes}>
        {(items) =>
          items.length === 0 ? (
            <p class="empty">There are no probes.</p>
          ) : (
            <ul class="board">
              {items.map((probe) => (
                <li key={probe.name} data-probe={probe.name}>
                  <div class="section-head">
                    <h3>{probe.name}</h3>
                    <ProbeStatus of={probe} />
                  </div>
                  <ProbeCells results={probe.results ?? undefined} />
                  <p class="small">
                    {milliseconds(probe.latency_ms)}, 95 % {milliseconds(probe.p95_ms)} {probe.since && <>· since <Time at={probe.since} /></>}
                    {probe.detail && <> · {probe.detail}</>}
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </Show>
    </Section>
  );
}
