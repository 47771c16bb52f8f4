import { Field, Select } from '../../parts/Field';
import { Form } from '../../parts/Form';
import { go, to } from '../../routing/router';

/** Leads to one grain by its type and key. */
export function FindGrain({ types }: { types: readonly string[] }) {
  return (
    <Form
      submit="Find"
      run={async (values) => {
        if (values.text('key')) {
          go(to('/grains/one', { type: values.text('type'), key: values.text('key') }));
        }
      }}
    >
      <div class="columns">
        <Select label="Type" name="type" options={types.map((type) => [type, type])} />
        <Field label="Key" name="key" autocomplete="off" maxLength={512} />
      </div>
    </Form>
  );
}
