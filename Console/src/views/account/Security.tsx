import { api } from '../../api/api';
import { allOf } from '../../api/pages';
import { wrongPassword } from '../../api/wrongPassword';
import { useResource } from '../../hooks/useResource';
import { Field } from '../../parts/Field';
import { Form } from '../../parts/Form';
import { Page, Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { Identities } from './Identities';
import { SecondFactor } from './SecondFactor';

/** The password, the second factor, and the providers that sign in. */
export function Security() {
  const me = useResource(() => api.get('/api/v1/auth/me'), []);

  return (
    <Page title="Password and MFA">
      <Section title="Password">
        <Form
          submit="Change the password"
          clears
          done="The password is changed, and every other session is ended."
          run={async (values) => {
            const body = { current_password: values.exact('current_password'), new_password: values.exact('new_password') };
            await api.post('/api/v1/auth/password/change', { body }).catch(wrongPassword);
          }}
        >
          <Field label="Password until now" name="current_password" type="password" autocomplete="current-password" />
          <Field label="New password" name="new_password" type="password" autocomplete="new-password" hint="8 to 128 characters, not easy to guess." />
        </Form>
      </Section>
      <Section title="Second factor">
        <Show of={me}>{(user) => <SecondFactor enabled={user.mfa_enabled} changed={me.reload} />}</Show>
      </Section>
      <Identities
        load={() => allOf((cursor) => api.get('/api/v1/auth/identities', { query: { cursor, limit: 200 } }))}
        unlink={(id) => api.delete('/api/v1/auth/identities/{id}', { path: { id } })}
        deps={[]}
      />
    </Page>
  );
}
