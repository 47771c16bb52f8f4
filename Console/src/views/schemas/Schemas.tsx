import { api } from '../../api/api';
import type { SchemaEntry } from '../../api/types';
import { usePages } from '../../hooks/usePages';
import { Field } from '../../parts/Field';
import { Form } from '../../parts/Form';
import { Page, Section } from '../../parts/Page';
import { Time } from '../../parts/Small';
import { PagedTable, type Column } from '../../parts/Table';
import { go, to } from '../../routing/router';
import { count } from '../../text/format';
import { checkedName } from '../personas/name';

const columns: readonly Column<SchemaEntry>[] = [
  { head: 'Persona', cell: ({ persona }) => <a href={to(`/schemas/${persona}`)}>{persona}</a> },
  { head: 'Version', cell: ({ version }) => count(version), numeric: true },
  { head: 'In force since', cell: ({ updated_at }) => <Time at={updated_at} /> },
  { head: 'By', cell: ({ updated_by }) => (updated_by ? <a href={to(`/users/${updated_by}`)}>{updated_by}</a> : '–') },
];

/** What settings documents must be like, by persona. */
export function Schemas() {
  const pages = usePages((cursor) => api.get('/api/v1/admin/settings-schemas', { query: { cursor, limit: 50 } }), []);

  return (
    <Page title="Schemas" lead="What the settings documents of a persona must be like, for all users, and what holds where they say nothing.">
      <Section title="In force">
        <PagedTable caption="Schemas" columns={columns} pages={pages} keyOf={({ persona }) => persona} empty="There are none: every document is good." />
      </Section>
      <Section title="Open or begin one">
        <Form submit="Open" run={async (values) => go(to(`/schemas/${checkedName(values.text('persona'), 'persona')}`))}>
          <Field label="Persona" name="persona" maxLength={63} autocomplete="off" hint="Such as default." />
        </Form>
      </Section>
    </Page>
  );
}
