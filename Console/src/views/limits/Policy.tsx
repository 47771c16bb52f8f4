import { useState } from 'preact/hooks';
import { api } from '../../api/api';
import type { Policy } from '../../api/types';
import { useResource } from '../../hooks/useResource';
import { ActionButton } from '../../parts/ActionButton';
import { Page, Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { goFromHere, to, usePlace } from '../../routing/router';
import { LastHour } from './LastHour';
import { PolicyForm } from './PolicyForm';
import type { Numbers } from './effect';

/** One policy, with what its numbers would have meant in the last hour beside them. */
export function PolicyView() {
  const name = usePlace().query.get('name') ?? '';

  return (
    <Page title={name ? `Policy ${name}` : 'A new policy'} lead={<a href={to('/limits')}>All limits</a>}>
      {name ? <Existing key={name} name={name} /> : <PolicyForm policy={undefined} onNumbers={() => undefined} saved={(made, goOn) => goOn(to('/limits/policy', { name: made.name }))} />}
    </Page>
  );
}

function Existing({ name }: { name: string }) {
  const policy = useResource(() => api.get('/api/v1/admin/ratelimits/policies/{name}', { path: { name } }), [name]);
  const [numbers, setNumbers] = useState<Numbers>();

  return (
    <Show of={policy}>
      {(found: Policy) => (
        <div class="pair">
          <Section title="Numbers">
            <PolicyForm policy={found} onNumbers={setNumbers} saved={policy.replace} />
            <hr />
            <ActionButton
              label="Remove the policy"
              title={`Remove the policy ${name}?`}
              danger
              done="The policy is removed."
              run={async () => {
                const goOn = goFromHere();
                await api.delete('/api/v1/admin/ratelimits/policies/{name}', { path: { name } });
                goOn(to('/limits'));
              }}
            >
              <p>One of the configuration, or of the service's own tiers, is again as it was before it was changed here.</p>
            </ActionButton>
          </Section>
          <LastHour policy={found} numbers={numbers ?? found} />
        </div>
      )}
    </Show>
  );
}
