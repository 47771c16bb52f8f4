import { useState } from 'preact/hooks';
import { api } from '../api/api';
import { Problem } from '../api/problem';
import { show, signIn } from '../api/session';
import { stepUp } from '../api/stepUp';
import { Dialog } from '../parts/Dialog';
import { Field } from '../parts/Field';
import { Form, type Values } from '../parts/Form';
import { useStore } from '../store';

/** Asks for the password once more, where a call wants a recent sign-in. */
export function StepUpDialog({ email }: { email: string }) {
  const asked = useStore(stepUp);
  const [code, setCode] = useState(false);

  if (!asked) {
    return null;
  }

  const run = async (values: Values) => {
    const totp = values.text('totp_code');
    // The address may have been changed elsewhere since it was shown here.
    const user = await api.get('/api/v1/auth/me');
    show(user);

    try {
      await signIn({ email: user.email, password: values.exact('password'), ...(totp ? { totp_code: totp } : {}) });
    } catch (thrown) {
      setCode(code || Problem.from(thrown).code === 'mfa_required');
      throw Problem.reworded(thrown, 'invalid_credentials', code ? 'The password or the code is wrong.' : 'The password is wrong.');
    }

    asked.answer(true);
  };

  return (
    <Dialog title="Is it you?" onClose={() => asked.answer(false)}>
      <p>What you are about to do needs a recent sign-in. Give the password of {email} once more.</p>
      <Form submit="Go on" run={run} cancel={() => asked.answer(false)}>
        <Field label="Password" name="password" type="password" autocomplete="current-password" />
        {code && <Field label="Code of your authenticator" name="totp_code" inputMode="numeric" autocomplete="one-time-code" />}
      </Form>
    </Dialog>
  );
}
