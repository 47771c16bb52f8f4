import { api } from '../../api/api';
import type { NotificationSettings } from '../../api/types';
import { useResource } from '../../hooks/useResource';
import { Form } from '../../parts/Form';
import { Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { Table } from '../../parts/Table';
import { nameOfKind } from './kinds';

type Kind = keyof NotificationSettings;

/** Where each kind of notification goes. */
export function Channels() {
  const settings = useResource(() => api.get('/api/v1/notifications/settings'), []);

  return (
    <Section title="Where they go">
      <Show of={settings}>
        {(found) => {
          const kinds = Object.keys(found) as Kind[];
          const box = (kind: Kind, channel: 'in_app' | 'email', label: string) => (
            <input type="checkbox" name={`${kind}.${channel}`} aria-label={`${nameOfKind(kind)}: ${label}`} defaultChecked={found[kind]?.[channel] ?? false} />
          );

          return (
            <Form
              submit="Save"
              done="Saved."
              run={async (values) => {
                const body = Object.fromEntries(kinds.map((kind) => [kind, { in_app: values.checked(`${kind}.in_app`), email: values.checked(`${kind}.email`) }]));
                settings.replace(await api.put('/api/v1/notifications/settings', { body: body as NotificationSettings }));
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
