import { useState } from 'preact/hooks';
import { api } from '../../api/api';
import { refuseTaken } from '../../api/taken';
import type { Probe } from '../../api/types';
import { announce } from '../../parts/announce';
import { Dialog } from '../../parts/Dialog';
import { Check, Field, Select } from '../../parts/Field';
import { Form, type Values } from '../../parts/Form';

/** What the target of each kind of probe is. */
const kinds: Record<string, string> = {
  http: 'An address: https://host/path.',
  tcp: 'An address: tcp://host:port.',
  redis: 'An address: redis://:password@host:6379/0.',
  postgres: 'An address: postgres://user:password@host:5432/database.',
  rabbitmq: 'An address: amqp://user:password@host:5672.',
  smtp: 'An address: smtp://host:25.',
  storage: 'Left out: it is the store of this service.',
  disk: 'An absolute path.',
  memory: 'A percentage from 1 to 100, or left out.',
  cluster: 'The number of silos expected, or left out.',
  heartbeat: 'Left out: an agent of this name reports.',
};

/** Adds a probe, or changes one. */
export function ProbeDialog({ probe, close, saved }: { probe: Probe | undefined; close: () => void; saved: () => Promise<void> }) {
  const run = async (values: Values) => {
    const name = probe?.name ?? values.text('name');

    if (!probe) {
      await refuseTaken(api.get('/api/v1/admin/probes/{name}', { path: { name } }));
    }

    await api.post('/api/v1/admin/probes', {
      body: {
        name,
        kind: values.text('kind'),
        target: values.optional('target'),
        interval_seconds: values.number('interval_seconds'),
        timeout_seconds: values.number('timeout_seconds'),
        slow_seconds: values.number('slow_seconds'),
        failures: values.number('failures'),
        window: values.number('window'),
        critical: values.checked('critical'),
      },
    });
    close();
    announce(`The probe ${name} is saved and runs.`);
    await saved();
  };

  const [kind, setKind] = useState(probe?.kind ?? 'http');
  const seconds = { type: 'number', min: 0, step: 'any', inputMode: 'decimal' } as const;
  const hidden = probe?.target?.includes('***');

  return (
    <Dialog title={probe ? `Change the probe ${probe.name}` : 'Add a probe'} onClose={close}>
      <Form submit="Save" run={run} cancel={close}>
        {!probe && <Field label="Name" name="name" maxLength={63} autocomplete="off" />}
        <Select label="Kind" name="kind" value={probe?.kind ?? 'http'} options={Object.keys(kinds).map((name) => [name, name])} chosen={setKind} />
        <Field
          label="Target"
          name="target"
          value={probe?.target ?? ''}
          autocomplete="off"
          hint={hidden ? 'Write the secret in the place of ***; it is not shown.' : kinds[kind]}
        />
        <div class="columns">
          <Field label="Every, seconds" name="interval_seconds" {...seconds} value={probe?.interval_seconds ?? ''} hint="10 when left out." />
          <Field label="Given up after, seconds" name="timeout_seconds" {...seconds} value={probe?.timeout_seconds ?? ''} hint="5 when left out." />
          <Field label="Slow from, seconds" name="slow_seconds" {...seconds} value={probe?.slow_seconds ?? ''} hint="Half of that when left out." />
          <Field label="Failures" name="failures" type="number" min={1} value={probe?.failures ?? 2} hint="So many make it UNHEALTHY …" />
          <Field label="Window" name="window" type="number" min={1} value={probe?.window ?? 3} hint="… of the last so many checks." />
        </div>
        <Check label="Readiness depends on it" name="critical" checked={probe?.critical ?? false} />
      </Form>
    </Dialog>
  );
}
