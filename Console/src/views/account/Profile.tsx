import { api } from '../../api/api';
import { show } from '../../api/session';
import type { AuditEvent, User } from '../../api/types';
import { getRawPage } from '../../api/raw';
import { usePages } from '../../hooks/usePages';
import { useResource } from '../../hooks/useResource';
import { ActionButton } from '../../parts/ActionButton';
import { Field } from '../../parts/Field';
import { Form } from '../../parts/Form';
import { Page, Section } from '../../parts/Page';
import { Show } from '../../parts/Show';
import { Facts, Status, Time } from '../../parts/Small';
import { PagedTable } from '../../parts/Table';
import { eventColumns } from '../audit/EventTable';

/** Who one is here, and what has happened to the account. */
export function Profile() {
  const me = useResource(() => api.get('/api/v1/auth/me'), []);
  const events = usePages((cursor) => getRawPage<AuditEvent>('/api/v1/auth/events', { query: { cursor, limit: 20 } }), []);

  const changed = (user: User) => {
    me.replace(user);
    show(user);
  };

  return (
    <Page title="Profile">
      <Show of={me}>
        {(user) => (
          <>
            <Section title="Account">
              <Facts
                of={[
                  ['E-mail', user.email],
                  ['Verified', user.email_verified ? 'Yes' : <>No <Resend email={user.email} /></>],
                  ['Status', <Status of={user.status} />],
                  ['Roles', user.roles.join(', ') || 'none'],
                  ['Made', <Time at={user.created_at} />],
                  ['Last sign-in', <Time at={user.last_login_at} />],
                  ['Id', <code>{user.id}</code>],
                ]}
              />
            </Section>
            <div class="pair">
              <Section title="Name">
                <Form
                  submit="Save the name"
                  done="The name is saved."
                  run={async (values) => {
                    changed(await api.patch('/api/v1/auth/me', { body: { display_name: values.text('display_name') } }));
                  }}
                >
                  <Field label="Name to show" name="display_name" value={user.display_name ?? ''} maxLength={100} autocomplete="name" />
                </Form>
              </Section>
              <Section title="E-mail address">
                <ChangeEmail changed={changed} />
              </Section>
            </div>
          </>
        )}
      </Show>
      <Section title="What has happened">
        <PagedTable caption="Events of the account" columns={eventColumns(false)} pages={events} keyOf={({ id }) => id} empty="Nothing yet." />
      </Section>
    </Page>
  );
}

function ChangeEmail({ changed }: { changed: (user: User) => void }) {
  return (
    <>
      <Form
        submit="Mail a token"
        clears
        done="If the address is free, a mail with a token is on its way to it."
        run={async (values) => {
          await api.post('/api/v1/auth/email/change', { body: { email: values.text('email') } });
        }}
      >
        <Field label="New address" name="email" type="email" autocomplete="email" hint="The address changes when the token that is mailed to it is given here." />
      </Form>
      <GiveToken changed={changed} />
    </>
  );
}

function GiveToken({ changed }: { changed: (user: User) => void }) {
  return (
    <ActionButton
      label="Give a token"
      title="The token from the mail"
      confirm="Use it"
      done="The address is verified."
      run={async (values) => {
        await api.post('/api/v1/auth/email/verify', { body: { token: values.text('token') } });
        changed(await api.get('/api/v1/auth/me'));
      }}
    >
      <Field label="Token" name="token" autocomplete="off" />
    </ActionButton>
  );
}

function Resend({ email }: { email: string }) {
  return (
    <ActionButton
      label="Mail the token again"
      title={`Mail a token to ${email}?`}
      done="The mail is on its way."
      run={async () => {
        await api.post('/api/v1/auth/email/resend', { body: { email } });
      }}
    />
  );
}
