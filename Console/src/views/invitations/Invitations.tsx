import { useState } from 'preact/hooks';
import { api } from '../../api/api';
import type { Invitation, NewInvitation } from '../../api/types';
import { usePages } from '../../hooks/usePages';
import { ActionButton } from '../../parts/ActionButton';
import { Field, Select } from '../../parts/Field';
import { Form } from '../../parts/Form';
import { Page, Section } from '../../parts/Page';
import { Secret, Time } from '../../parts/Small';
import { PagedTable, type Column } from '../../parts/Table';

const day = 24 * 60 * 60;
const lifetimes = [
  [`${day}`, 'a day'],
  [`${7 * day}`, 'a week'],
  [`${30 * day}`, '30 days'],
] as const;

/** Invitations to make an account, where registration asks for one. */
export function Invitations() {
  const pages = usePages((cursor) => api.get('/api/v1/admin/invitations', { query: { cursor } }), []);
  const [made, setMade] = useState<NewInvitation>();

  const columns: readonly Column<Invitation>[] = [
    { head: 'For', cell: ({ email }) => email ?? 'anybody' },
    { head: 'Made', cell: ({ created_at }) => <Time at={created_at} /> },
    { head: 'Ends', cell: ({ expires_at }) => <Time at={expires_at} /> },
    {
      head: 'Withdraw',
      cell: ({ id, email }) => (
        <ActionButton
          label="Withdraw"
          about={`the invitation for ${email ?? 'anybody'}`}
          title="Withdraw this invitation?"
          danger
          done="The invitation is withdrawn."
          run={async () => {
            await api.delete('/api/v1/admin/invitations/{id}', { path: { id } });
            await pages.reload();
          }}
        />
      ),
    },
  ];

  return (
    <Page title="Invitations">
      <Section title="Invite">
        <Form
          submit="Make an invitation"
          clears
          done="The invitation is made."
          run={async (values) => {
            const body = { email: values.optional('email'), expires_in: values.number('expires_in')! };
            setMade(await api.post('/api/v1/admin/invitations', { body }));
            await pages.reload();
          }}
        >
          <div class="columns">
            <Field label="E-mail" name="email" type="email" autocomplete="off" hint="Left out, anybody can use it, once." />
            <Select label="Good for" name="expires_in" options={lifetimes} value={`${7 * day}`} />
          </div>
        </Form>
        {made?.invitation && <Secret label={`Invitation for ${made.email ?? 'anybody'}`} text={made.invitation} />}
      </Section>
      <Section title="Open invitations">
        <PagedTable caption="Open invitations" columns={columns} pages={pages} keyOf={({ id }) => id} empty="There is none." />
      </Section>
    </Page>
  );
}
