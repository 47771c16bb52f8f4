import { useState } from 'preact/hooks';
import { api } from '../../api/api';
import { usePages } from '../../hooks/usePages';
import { Field } from '../../parts/Field';
import { Form } from '../../parts/Form';
import { Section } from '../../parts/Page';
import { PagedTable } from '../../parts/Table';
import { to } from '../../routing/router';

/** The active grains of a type by key. */
export function Active({ type }: { type: string }) {
  const [prefix, setPrefix] = useState('');
  const pages = usePages((cursor) => api.get('/api/v1/admin/activations', { query: { type, prefix, cursor, limit: 50 } }), [type, prefix]);

  return (
    <Section title="Active grains">
      <Form submit="Filter" run={async (values) => setPrefix(values.text('prefix'))}>
        <Field label="Key begins with" name="prefix" autocomplete="off" />
      </Form>
      <PagedTable
        caption="Active grains"
        pages={pages}
        keyOf={({ key }) => key}
        empty="None is active."
        columns={[{ head: 'Key', cell: ({ key }) => <a href={to('/grains/one', { type, key })}>{key}</a> }]}
      />
    </Section>
  );
}
