import { api } from '../../api/api';
import { allOf } from '../../api/pages';
import type { SessionItem } from '../../api/types';
import { useResource, type Resource } from '../../hooks/useResource';
import { ActionButton } from '../../parts/ActionButton';
import { Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { Time } from '../../parts/Small';
import { Table } from '../../parts/Table';
import { bytes } from '../../text/format';
import { keyColumns } from '../account/keyColumns';
import { sessionColumns } from '../account/sessionColumns';

export function UserSessions({ id, sessions }: { id: string; sessions: Resource<SessionItem[]> }) {
  return (
    <Section title="Sessions">
      <Show of={sessions}>
        {(items) => (
          <Table
            caption="Sessions"
            rows={items}
            keyOf={(session) => session.id}
            empty="There is no session."
            columns={[
              ...sessionColumns,
              {
                head: 'End',
                cell: (session) => (
                  <ActionButton
                    label="End"
                    about={`the session of ${session.ip ?? 'an unknown address'}`}
                    title="End this session?"
                    danger
                    done="The session is ended."
                    run={async () => {
                      await api.delete('/api/v1/admin/users/{id}/sessions/{session}', { path: { id, session: session.id } });
                      await sessions.reload();
                    }}
                  />
                ),
              },
            ]}
          />
        )}
      </Show>
    </Section>
  );
}

export function UserKeys({ id }: { id: string }) {
  const keys = useResource(() => allOf((cursor) => api.get('/api/v1/admin/users/{id}/api-keys', { path: { id }, query: { cursor, limit: 200 } })), [id]);

  return (
    <Section title="API keys">
      <Show of={keys}>
        {(items) => (
          <Table
            caption="API keys"
            rows={items}
            keyOf={(key) => key.id}
            empty="There is no key."
            columns={[
              ...keyColumns,
              {
                head: 'End',
                cell: (key) => (
                  <ActionButton
                    label="End"
                    about={`the key ${key.name}`}
                    title={`End the key ${key.name}?`}
                    danger
                    done="The key is ended."
                    run={async () => {
                      await api.delete('/api/v1/admin/users/{id}/api-keys/{key}', { path: { id, key: key.id } });
                      await keys.reload();
                    }}
                  />
                ),
              },
            ]}
          />
        )}
      </Show>
    </Section>
  );
}

export function UserPersonas({ id }: { id: string }) {
  const personas = useResource(() => allOf((cursor) => api.get('/api/v1/admin/users/{id}/personas', { path: { id }, query: { cursor, limit: 200 } })), [id]);

  return (
    <Section title="Personas">
      <Show of={personas}>
        {(items) => (
          <Table
            caption="Personas"
            rows={items}
            keyOf={({ persona }) => persona}
            empty="There is no persona."
            columns={[
              { head: 'Persona', cell: ({ persona }) => persona },
              { head: 'Version', cell: ({ version }) => version, numeric: true },
              { head: 'Size', cell: ({ size }) => bytes(size), numeric: true },
              { head: 'Written', cell: ({ updated_at }) => <Time at={updated_at} /> },
            ]}
          />
        )}
      </Show>
    </Section>
  );
}
