import { useMemo } from 'preact/hooks';
import { api } from '../../api/api';
import type { User } from '../../api/types';
import { ActionButton } from '../../parts/ActionButton';
import { Area, Check, Field } from '../../parts/Field';
import type { Values } from '../../parts/Form';
import { Section } from '../../parts/Page';
import { retryKeys } from '../../text/random';
import { goFromHere, to } from '../../routing/router';
import { changesOf } from './changes';

interface UserActionsProps {
  user: User;
  /** Something about the account is other than it was. */
  changed: () => Promise<void>;
  replace: (user: User) => void;
}

/** Whatever the administration API can do to an account. */
export function UserActions({ user, changed, replace }: UserActionsProps) {
  const path = { id: user.id };
  const about = user.email;

  const change = (body: Parameters<typeof patch>[1]) => patch(user.id, body).then(replace).then(changed);

  return (
    <Section title="Actions">
      <div class="actions wrap">
        <ActionButton
          label="Unlock"
          title={`Unlock ${about}?`}
          reason
          done="The account is unlocked."
          run={async (values) => {
            await api.post('/api/v1/admin/users/{id}/unlock', { path, body: whyOf(values) });
            await changed();
          }}
        >
          <p>Failed sign-ins and wrong codes are counted from nought again, in every lane.</p>
        </ActionButton>
        {user.status !== 'active' && (
          <ActionButton
            label="Activate"
            title={`Activate ${about}?`}
            reason
            done="The account is active."
            run={(values) => change({ status: 'active', ...whyOf(values) })}
          >
            <p>The user can sign in.</p>
          </ActionButton>
        )}
        {user.status !== 'suspended' && (
          <ActionButton
            label="Suspend"
            title={`Suspend ${about}?`}
            danger
            reason
            done="The account is suspended."
            run={(values) => change({ status: 'suspended', ...whyOf(values) })}
          >
            <p>The user is refused on the very next request, in every session.</p>
          </ActionButton>
        )}
        <ActionButton
          label="Revoke sessions"
          title={`End every session of ${about}?`}
          danger
          reason
          done="Every session is ended."
          run={async (values) => {
            await api.post('/api/v1/admin/users/{id}/revoke-sessions', { path, body: whyOf(values) });
            await changed();
          }}
        >
          <p>The user is signed out everywhere and can sign in again.</p>
        </ActionButton>
        <ActionButton
          label="Reset password"
          title={`Mail ${about} a token that sets a new password?`}
          reason
          done="The mail is on its way."
          run={async (values) => {
            await api.post('/api/v1/admin/users/{id}/reset-password', { path, body: whyOf(values) });
            await changed();
          }}
        >
          <p>The password until now stays good until the token is used.</p>
        </ActionButton>
        {user.mfa_enabled && (
          <ActionButton
            label="Reset MFA"
            title={`Take the second factor of ${about} away?`}
            danger
            reason
            done="The second factor is gone."
            run={async (values) => {
              await api.post('/api/v1/admin/users/{id}/reset-mfa', { path, body: whyOf(values) });
              await changed();
            }}
          >
            <p>For who has lost it and every recovery code. The password alone signs in, until the user sets up another; the user is told by mail.</p>
          </ActionButton>
        )}
        <Notify user={user} />
        <ActionButton
          label="Change profile"
          title={`Change ${about}`}
          confirm="Save"
          reason
          done="The account is changed."
          run={(values) =>
            change({
              ...changesOf(user, { display_name: values.text('display_name'), roles: values.text('roles').split(/[\s,]+/).filter(Boolean) }),
              ...whyOf(values),
            })
          }
        >
          <Field label="Name" name="display_name" value={user.display_name ?? ''} maxLength={100} autocomplete="off" />
          <Field label="Roles" name="roles" value={user.roles.join(', ')} autocomplete="off" hint="With commas between. The role admin sees and changes everything." />
        </ActionButton>
        <ActionButton
          label="Delete"
          title={`Delete ${about}?`}
          confirm="Delete for good"
          danger
          done="The account is deleted."
          run={async () => {
            const goOn = goFromHere();
            await api.delete('/api/v1/admin/users/{id}', { path });
            goOn(to('/users'));
          }}
        >
          <p>The account and all that it owns are deleted: sessions, keys, personas, notifications. There is no way back.</p>
        </ActionButton>
      </div>
    </Section>
  );
}

function Notify({ user }: { user: User }) {
  const keys = useMemo(retryKeys, []);

  return (
    <ActionButton
      label="Notify"
      title={`A message to ${user.email}`}
      confirm="Send"
      draft={`message to ${user.id}`}
      done="The message is sent."
      run={async (values) => {
        const body = { title: values.text('title'), text: values.text('text'), email: values.checked('email') };
        await api.post('/api/v1/admin/users/{id}/notify', { path: { id: user.id }, body, headers: { 'Idempotency-Key': keys.of(body) } });
        keys.done();
      }}
    >
      <Field label="Title" name="title" maxLength={120} autocomplete="off" />
      <Area label="Text" name="text" rows={4} maxLength={4000} />
      <Check label="Mail it too, if the user's settings have it so" name="email" />
    </ActionButton>
  );
}

/** For the audit log. */
const whyOf = (values: Values) => ({ reason: values.optional('reason') });

const patch = (id: string, body: { status?: User['status']; roles?: string[]; display_name?: string; reason: string | null }) =>
  api.patch('/api/v1/admin/users/{id}', { path: { id }, body });
