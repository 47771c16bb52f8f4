import { useState } from 'preact/hooks';
import { api } from '../../api/api';
import { allOf } from '../../api/pages';
import { session } from '../../api/session';
import { useResource } from '../../hooks/useResource';
import { ActionButton } from '../../parts/ActionButton';
import { Field } from '../../parts/Field';
import { Form } from '../../parts/Form';
import { Page, Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { Secret } from '../../parts/Small';
import { Table } from '../../parts/Table';
import { useStore } from '../../store';
import { keyColumns } from './keyColumns';

const own = ['settings:read', 'settings:write', 'account:read', 'notifications:read'];
const service = ['health:read', 'health:report', 'ratelimits:check', 'tokens:introspect'];

/** Keys for programs that act for the user. */
export function Keys() {
  const keys = useResource(() => allOf((cursor) => api.get('/api/v1/auth/api-keys', { query: { cursor, limit: 200 } })), []);
  const [made, setMade] = useState<{ name: string; key: string }>();
  const now = useStore(session);
  const scopes = now.state === 'in' && now.user.roles.includes('admin') ? [...own, ...service] : own;

  return (
    <Page title="API keys" lead="A key lets a program call the API for you, within its scopes.">
      <Section title="Make a key">
        <Form
          submit="Make the key"
          clears
          done="The key is made. Keep it now."
          run={async (values) => {
            const expires_at = values.time('expires_at');
            const body = { name: values.text('name'), scopes: values.all('scopes'), ...(expires_at ? { expires_at } : {}) };
            const { name, api_key } = await api.post('/api/v1/auth/api-keys', { body });
            setMade({ name, key: api_key });
            await keys.reload();
          }}
        >
          <div class="columns">
            <Field label="Name" name="name" maxLength={100} autocomplete="off" hint="What the key is for." />
            <Field label="Ends" name="expires_at" type="datetime-local" hint="Left out, it does not." />
          </div>
          <fieldset>
            <legend>Scopes</legend>
            {scopes.map((scope) => (
              <label key={scope} class="inline">
                <input type="checkbox" name="scopes" value={scope} /> {scope}
              </label>
            ))}
          </fieldset>
        </Form>
        {made && <Secret key={made.key} label={`The key ${made.name}`} text={made.key} />}
      </Section>
      <Section title="Keys">
        <Show of={keys}>
          {(items) => (
            <Table
              caption="API keys"
              rows={items}
              keyOf={({ id }) => id}
              empty="You have no key."
              columns={[
                ...keyColumns,
                {
                  head: 'End',
                  cell: ({ id, name }) => (
                    <ActionButton
                      label="End"
                      about={`the key ${name}`}
                      title={`End the key ${name}?`}
                      danger
                      done="The key is ended."
                      run={async () => {
                        await api.delete('/api/v1/auth/api-keys/{id}', { path: { id } });
                        await keys.reload();
                      }}
                    >
                      <p>Programs that use it are refused from now on.</p>
                    </ActionButton>
                  ),
                },
              ]}
            />
          )}
        </Show>
      </Section>
    </Page>
  );
}
