import { api } from '../../api/api';
import { useResource } from '../../hooks/useResource';
import { ActionButton } from '../../parts/ActionButton';
import { Page, Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { Badge, Facts, Time } from '../../parts/Small';
import { to, usePlace } from '../../routing/router';
import { milliseconds } from '../../text/format';
import { loadGrain } from './load';

/** One grain: where and since when it is active, and what is stored of it. */
export function Grain() {
  const { query } = usePlace();
  const type = query.get('type') ?? '';
  const key = query.get('key') ?? '';
  const grain = useResource(() => loadGrain(type, key), [type, key]);

  return (
    <Page title={key || 'No key'} lead={<>A grain of the type <a href={to('/grains/type', { type })}>{type}</a></>}>
      <Show of={grain}>
        {({ active, silo, activated_at, queue_ms, states }) => (
          <>
            <Section
              title="Activation"
              actions={
                <>
                  <button type="button" onClick={() => void grain.reload()}>
                    Look again
                  </button>
                  {active && (
                    <ActionButton
                      label="Deactivate"
                      title="Take this grain out of memory?"
                      reason
                      danger
                      done="The grain is deactivated."
                      run={async (values) => {
                        await api.post('/api/v1/admin/grains/{type}/deactivate', { path: { type }, body: { key, reason: values.optional('reason') } });
                        await grain.reload();
                      }}
                    >
                      <p>Its state stays stored; the next call reads it again. What it held in memory alone is lost.</p>
                    </ActionButton>
                  )}
                </>
              }
            >
              <Facts
                of={[
                  ['In memory', active ? <Badge tone="good">active</Badge> : <Badge tone="plain">not active</Badge>],
                  ['Silo', silo ?? '–'],
                  ['Activated', <Time at={activated_at} never="–" />],
                  ['Queue', active ? (queue_ms === null ? 'longer than two seconds' : milliseconds(queue_ms)) : '–'],
                ]}
              />
            </Section>
            {states.length === 0 && <p class="empty">Nothing is stored of it.</p>}
            {states.map(({ name, text }) => (
              <Section key={name} title={`State: ${name}`}>
                <pre class="code" tabIndex={0} role="region" aria-label={`State ${name}`}>
                  {text}
                </pre>
              </Section>
            ))}
          </>
        )}
      </Show>
    </Page>
  );
}
