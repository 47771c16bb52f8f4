import { api } from '../../api/api';
import type { Persona } from '../../api/types';
import { Problem } from '../../api/problem';
import { useResource } from '../../hooks/useResource';
import { Field } from '../../parts/Field';
import { Form } from '../../parts/Form';
import { Page, Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { Time } from '../../parts/Small';
import { Table, type Column } from '../../parts/Table';
import { go, to } from '../../routing/router';
import { bytes, count } from '../../text/format';

const columns: readonly Column<Persona>[] = [
  { head: 'Persona', cell: ({ persona }) => <a href={to(`/account/personas/${persona}`)}>{persona}</a> },
  { head: 'Version', cell: ({ version }) => count(version), numeric: true },
  { head: 'Size', cell: ({ size }) => bytes(size), numeric: true },
  { head: 'Written', cell: ({ updated_at }) => <Time at={updated_at} /> },
  { head: 'Strict', cell: ({ strict }) => (strict ? 'Yes' : 'No') },
];

const pattern = /^[a-z0-9][a-z0-9_-]{0,62}$/;

/** The user's personas, each with a settings document. */
export function Personas() {
  const personas = useResource(() => api.get('/api/v1/personas'), []);

  const open = async (name: string) => {
    if (!pattern.test(name)) {
      const message = 'Lower-case letters, digits, - and _, up to 63, a letter or digit first.';
      throw new Problem(0, { detail: 'The name will not do.', errors: [{ field: 'name', code: 'invalid_persona', message }] });
    }
    go(to(`/account/personas/${name}`));
  };

  return (
    <Page title="Personas" lead="Each persona holds one JSON document of settings, with its history.">
      <Section title="Personas">
        <Show of={personas}>
          {({ items }) => <Table caption="Personas" columns={columns} rows={items} keyOf={({ persona }) => persona} empty="You have none yet." />}
        </Show>
      </Section>
      <Section title="Open or begin one">
        <Form submit="Open" run={(values) => open(values.text('name'))}>
          <Field label="Name" name="name" maxLength={63} autocomplete="off" hint="Such as default." />
        </Form>
      </Section>
    </Page>
  );
}
