import { useState } from 'preact/hooks';
import { api } from '../../api/api';
import { announce } from '../../parts/announce';
import { Field } from '../../parts/Field';
import { Form } from '../../parts/Form';

/** Asks for a mail with a token, and takes the token with a new password. */
export function ForgottenPassword({ back }: { back: () => void }) {
  const [sent, setSent] = useState(false);

  if (!sent) {
    return (
      <Form
        submit="Send the mail"
        cancel={back}
        run={async (values) => {
          await api.post('/api/v1/auth/password/forgot', { body: { email: values.text('email') } });
          setSent(true);
        }}
      >
        <p>If there is an account with the address, it is sent a mail that lets you set a new password.</p>
        <Field label="E-mail" name="email" type="email" autocomplete="username" />
      </Form>
    );
  }

  return (
    <Form
      submit="Set the password"
      cancel={back}
      run={async (values) => {
        await api.post('/api/v1/auth/password/reset', { body: { token: values.text('token'), new_password: values.exact('new_password') } });
        announce('The password is set. Sign in with it.');
        back();
      }}
    >
      <p>If there is an account with the address, a mail is on its way.</p>
      <Field label="Token from the mail" name="token" autocomplete="off" />
      <Field label="New password" name="new_password" type="password" autocomplete="new-password" hint="8 to 128 characters." />
    </Form>
  );
}
