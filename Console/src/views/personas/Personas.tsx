import { api } from '../../api/api';
import { allOf } from '../../api/pages';
import type { Persona } from '../../api/types';
import { useResource } from '../../hooks/useResource';
import { Field } from '../../parts/Field';
import { Form } from '../../parts/Form';
import { Page, Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { Time } from '../../parts/Small';
import { Table, type Column } from '../../parts/Table';
import { go, to } from '../../routing/router';
import { bytes, count } from '../../text/format';
import { checkedName } from './name';

const columns: readonly Column<Persona>[] = [
  { head: 'Persona', cell: ({ persona }) => <a href={to(`/account/personas/${persona}`)}>{persona}</a> },
  { head: 'Version', cell: ({ version }) => count(version), numeric: true },
  { head: 'Size', cell: ({ size }) => bytes(size), numeric: true },
  { head: 'Written', cell: ({ updated_at }) => <Time at={updated_at} /> },
  { head: 'Strict', cell: ({ strict }) => (strict ? 'Yes' : 'No') },
];

/** The user's personas, each with a settings document. */
export function Personas() {
  const personas = useResource(() => allOf((cursor) => api.get('/api/v1/personas', { query: { cursor, limit: 200 } })), []);

  return (
    <Page title="Personas" lead="Each persona holds one JSON document of settings, with its history.">
      <Section title="Personas">
        <Show of={personas}>
          {(items) => <Table caption="Personas" columns={columns} rows={items} keyOf={({ persona }) => persona} empty="You have none yet." />}
        </Show>
      </Section>
      <Section title="Open or begin one">
        <Form submit="Open" run={async (values) => go(to(`/account/personas/${checkedName(values.text('name'), 'name')}`))}>
          <Field label="Name" name="name" maxLength={63} autocomplete="off" hint="Such as default." />
        </Form>
      </Section>
    </Page>
  );
}
