import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../../api/api';
import { announce } from '../../parts/announce';
import { Field } from '../../parts/Field';
import { Form } from '../../parts/Form';

interface StepProps {
  back: () => void;
}

/** Asks for a mail with a token, and takes the token with a new password. */
export function ForgottenPassword({ back }: StepProps) {
  const [sent, setSent] = useState(false);
  return sent ? <NewPassword back={back} /> : <AskForMail back={back} sent={() => setSent(true)} />;
}

function AskForMail({ back, sent }: StepProps & { sent: () => void }) {
  return (
    <Form
      submit="Send the mail"
      cancel={back}
      run={async (values) => {
        await api.post('/api/v1/auth/password/forgot', { body: { email: values.text('email') } });
        sent();
      }}
    >
      <p>If there is an account with the address, it is sent a mail that lets you set a new password.</p>
      <Field label="E-mail" name="email" type="email" autocomplete="username" />
    </Form>
  );
}

function NewPassword({ back }: StepProps) {
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => fields.current?.querySelector('input')?.focus(), []);

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
      <div ref={fields}>
        <p>If there is an account with the address, a mail is on its way.</p>
        <Field label="Token from the mail" name="token" autocomplete="off" />
        <Field label="New password" name="new_password" type="password" autocomplete="new-password" hint="8 to 128 characters." />
      </div>
    </Form>
  );
}
