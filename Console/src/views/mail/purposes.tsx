import type { ComponentChildren } from 'preact';
import { api } from '../../api/api';
import { Field } from '../../parts/Field';
import type { Values } from '../../parts/Form';

/** What a mailed token is good for. */
export interface Purpose {
  title: string;
  submit: string;
  fields?: ComponentChildren;
  run: (token: string, values: Values) => Promise<unknown>;
  /** The title when it is done. */
  done: string;
}

const newPassword = { type: 'password', autocomplete: 'new-password', hint: '8 to 128 characters, not easy to guess.' } as const;

const verify = (title: string): Purpose => ({
  title,
  submit: 'It is mine',
  run: (token) => api.post('/api/v1/auth/email/verify', { body: { token } }),
  done: 'The address is verified',
});

/** By the token's first letters. */
const purposes: Record<string, Purpose> = {
  ev: verify('Verify your e-mail address'),
  ec: verify('Confirm your new e-mail address'),
  pr: {
    title: 'Set a new password',
    submit: 'Set the password',
    fields: <Field label="New password" name="new_password" {...newPassword} />,
    run: (token, values) => api.post('/api/v1/auth/password/reset', { body: { token, new_password: values.exact('new_password') } }),
    done: 'The password is set',
  },
  ul: {
    title: 'Unlock your account',
    submit: 'Unlock',
    run: (token) => api.post('/api/v1/auth/unlock', { body: { token } }),
    done: 'The account is unlocked',
  },
  inv: {
    title: 'Make an account',
    submit: 'Make the account',
    fields: (
      <>
        <Field label="E-mail" name="email" type="email" autocomplete="username" hint="The address that was invited." />
        <Field label="Password" name="password" {...newPassword} />
      </>
    ),
    run: (invitation, values) =>
      api.post('/api/v1/auth/register', { body: { email: values.text('email'), password: values.exact('password'), invitation } }),
    done: 'The account is made',
  },
};

/** What the token says it is good for; whether it is, the service knows. */
export const purposeOf = (token: string): Purpose | undefined => purposes[token.split('_', 1)[0]!];
