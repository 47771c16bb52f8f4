import { useRef } from 'preact/hooks';
import { api } from '../../api/api';
import { refuseTaken } from '../../api/taken';
import type { Policy } from '../../api/types';
import { Check, Field, Select } from '../../parts/Field';
import { Form, Values } from '../../parts/Form';
import { goFromHere } from '../../routing/router';
import type { Numbers } from './effect';

interface PolicyFormProps {
  policy: Policy | undefined;
  /** The numbers as they are typed. */
  onNumbers: (numbers: Numbers) => void;
  saved: (policy: Policy, goOn: (address: string) => void) => void;
}

const scopes = [['user', 'user'], ['ip', 'IP address'], ['api_key', 'API key'], ['account', 'account'], ['global', 'all together']] as const;
const algorithms = [['gcra', 'GCRA: a steady rate and a burst'], ['fixed_window', 'fixed window'], ['sliding_window', 'sliding window']] as const;
const onUnavailable = [['admit', 'admit the request'], ['refuse', 'refuse the request']] as const;

export function PolicyForm({ policy, onNumbers, saved }: PolicyFormProps) {
  const fields = useRef<HTMLDivElement>(null);
  const typed = () => onNumbers(numbersOf(new Values(fields.current!.closest('form')!)));
  const whole = { type: 'number', inputMode: 'numeric', min: 1, step: 1, onInput: typed } as const;

  const run = async (values: Values) => {
    const path = { name: policy?.name ?? values.text('name') };
    const goOn = goFromHere();

    if (!policy) {
      await refuseTaken(api.get('/api/v1/admin/ratelimits/policies/{name}', { path }));
    }

    saved(await api.put('/api/v1/admin/ratelimits/policies/{name}', { path, body: bodyOf(values) }), goOn);
  };

  return (
    <Form submit="Save" run={run} done="The policy is saved; it is in force everywhere within a second.">
      <div ref={fields}>
        {!policy && <Field label="Name" name="name" maxLength={63} autocomplete="off" />}
        <div class="columns">
          <Field label="Requests" name="limit" {...whole} value={policy?.limit ?? 60} />
          <Field label="In so many seconds" name="window_seconds" {...whole} value={policy?.window_seconds ?? 60} />
          <Field label="Burst" name="burst" {...whole} value={policy?.burst ?? 60} hint="How many may come at once." />
        </div>
        <Select label="Counts by" name="scope" options={scopes} value={policy?.scope ?? 'user'} />
        <Select label="Algorithm" name="algorithm" options={algorithms} value={policy?.algorithm ?? 'gcra'} />
        <Select label="When a bucket does not answer" name="on_unavailable" options={onUnavailable} value={policy?.on_unavailable ?? 'admit'} />
        <Check
          label="Shadow mode"
          name="shadow"
          checked={policy?.shadow ?? false}
          hint="Counts what would have been refused, and refuses nothing: try new numbers so, and watch the refused keys."
        />
      </div>
    </Form>
  );
}

const bodyOf = (values: Values) => ({
  // An empty field goes as null, for the service to refuse: its answer names the field.
  limit: values.number('limit')!,
  window_seconds: values.number('window_seconds')!,
  burst: values.number('burst'),
  scope: values.text('scope') as Policy['scope'],
  algorithm: values.text('algorithm') as Policy['algorithm'],
  on_unavailable: values.text('on_unavailable') as Policy['on_unavailable'],
  shadow: values.checked('shadow'),
});

const numbersOf = (values: Values): Numbers => ({
  limit: values.number('limit') ?? 0,
  window_seconds: values.number('window_seconds') ?? 0,
  burst: values.number('burst') ?? values.number('limit') ?? 0,
});
