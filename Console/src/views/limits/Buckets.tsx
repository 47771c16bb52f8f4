import { useState } from 'preact/hooks';
import { api } from '../../api/api';
import type { Bucket } from '../../api/types';
import { ActionButton } from '../../parts/ActionButton';
import { Field, Select } from '../../parts/Field';
import { Form } from '../../parts/Form';
import { Section } from '../../parts/Page';
import { Facts } from '../../parts/Small';
import { count, duration } from '../../text/format';

/** Looks a bucket up, and makes it full again. */
export function Buckets({ policies, policy }: { policies: readonly string[]; policy?: string }) {
  const [bucket, setBucket] = useState<Bucket>();
  const look = async (of: { policy: string; key: string }) => setBucket(await api.get('/api/v1/admin/ratelimits/buckets/{policy}/{key}', { path: of }));

  return (
    <Section title="Look up a bucket">
      <Form submit="Look up" run={(values) => look({ policy: values.text('policy'), key: values.text('key') })}>
        <div class="columns">
          <Select label="Policy" name="policy" options={policies.map((name) => [name, name])} {...(policy ? { value: policy } : {})} />
          <Field label="Key" name="key" maxLength={512} autocomplete="off" hint="A user's id, an address, or whatever the policy counts by." />
        </div>
      </Form>
      <div aria-live="polite">
        {bucket && (
          <>
            <Facts
              of={[
                ['Policy', bucket.policy],
                ['Key', <code>{bucket.key}</code>],
                ['Left', `${count(bucket.remaining)} of ${count(bucket.limit)}`],
                ['Full again in', duration(bucket.reset_after_ms / 1000)],
                ['Next request', bucket.retry_after_ms === 0 ? 'is admitted' : `in ${duration(Math.ceil(bucket.retry_after_ms / 1000))}`],
              ]}
            />
            <ActionButton
              label="Reset"
              title={`Make the bucket of ${bucket.key} full?`}
              done="The bucket is full."
              run={async () => {
                await api.delete('/api/v1/admin/ratelimits/buckets/{policy}/{key}', { path: { policy: bucket.policy, key: bucket.key } });
                await look(bucket);
              }}
            >
              <p>Whoever is counted in it can go on at once.</p>
            </ActionButton>
          </>
        )}
      </div>
    </Section>
  );
}
