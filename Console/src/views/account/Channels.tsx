import { api } from '../../api/api';
import { useResource } from '../../hooks/useResource';
import { Form } from '../../parts/Form';
import { Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { Table } from '../../parts/Table';
import { channels, choicesOf, type Kind } from './choices';
import { nameOfKind } from './kinds';

/** Where each kind of notification goes. */
export function Channels() {
  const settings = useResource(() => api.get('/api/v1/notifications/settings'), []);

  return (
    <Section title="Where they go">
      <Show of={settings}>
        {(found) => {
          const kinds = Object.keys(found) as Kind[];
          const box = (kind: Kind, channel: (typeof channels)[number], label: string) => (
            <input type="checkbox" name={`${kind}.${channel}`} aria-label={`${nameOfKind(kind)}: ${label}`} defaultChecked={found[kind]?.[channel] ?? false} />
          );

          return (
            <Form
              submit="Save"
              done="Saved."
              run={async (values) => {
                const body = choicesOf(found, (kind, channel) => values.checked(`${kind}.${channel}`));
                settings.replace(await api.put('/api/v1/notifications/settings', { body }));
              }}
            >
              <Table
                caption="Channels by kind"
                rows={kinds}
                keyOf={(kind) => kind}
                empty="There are no kinds."
                columns={[
                  { head: 'Kind', cell: nameOfKind },
                  { head: 'Inbox', cell: (kind) => box(kind, 'in_app', 'inbox') },
                  { head: 'E-mail', cell: (kind) => box(kind, 'email', 'e-mail') },
                ]}
              />
            </Form>
          );
        }}
      </Show>
    </Section>
  );
}
