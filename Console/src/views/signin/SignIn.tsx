import { useEffect, useRef, useState } from 'preact/hooks';
import { enter } from '../../app/start';
import { Problem } from '../../api/problem';
import { signIn } from '../../api/session';
import { Field } from '../../parts/Field';
import { Form, type Values } from '../../parts/Form';
import { leaveFirstView } from '../../parts/Page';
import { ForgottenPassword } from './ForgottenPassword';

type Factor = 'none' | 'totp_code' | 'recovery_code';

/** E-mail and password, and the second factor once the service asks for it. */
export function SignIn({ notice }: { notice: string | undefined }) {
  const [factor, setFactor] = useState<Factor>('none');
  const [forgotten, setForgotten] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = 'Sign in – Console';
    // Why one is here comes first, where there is a reason.
    (notice ? heading.current : heading.current?.parentElement?.querySelector('input'))?.focus();
  }, [forgotten]);

  const run = async (values: Values) => {
    const second = factor === 'none' ? {} : { [factor]: values.text(factor) };

    try {
      await signIn({ email: values.text('email'), password: values.exact('password'), ...second });
    } catch (thrown) {
      // A first answer that asks for the code is no failure: the form goes on.
      if (Problem.from(thrown).code === 'mfa_required' && factor === 'none') {
        setFactor('totp_code');
        return;
      }
      throw factor === 'none' ? thrown : Problem.reworded(thrown, 'invalid_credentials', 'The e-mail address, the password or the code is wrong.');
    }

    leaveFirstView();
    await enter();
  };

  return (
    <main class="sign-in">
      <h1 ref={heading} tabIndex={-1}>
        Sign in
      </h1>
      {notice && (
        <p class="notice" role="alert">
          {notice}
        </p>
      )}
      {forgotten ? (
        <ForgottenPassword back={() => setForgotten(false)} />
      ) : (
        <>
          <Form submit="Sign in" run={run}>
            <Field label="E-mail" name="email" type="email" autocomplete="username" />
            <Field label="Password" name="password" type="password" autocomplete="current-password" />
            {factor !== 'none' && <SecondFactor key={factor} factor={factor} other={setFactor} />}
          </Form>
          <p>
            <button type="button" class="link" onClick={() => setForgotten(true)}>
              Forgotten password?
            </button>
          </p>
        </>
      )}
    </main>
  );
}

function SecondFactor({ factor, other }: { factor: 'totp_code' | 'recovery_code'; other: (factor: Factor) => void }) {
  const field = useRef<HTMLDivElement>(null);
  useEffect(() => field.current?.querySelector('input')?.focus(), []);

  return (
    <div ref={field}>
      {factor === 'totp_code' ? (
        <Field label="Code" name="totp_code" inputMode="numeric" autocomplete="one-time-code" hint="Your account has a second factor: the six digits that your authenticator shows." />
      ) : (
        <Field label="Recovery code" name="recovery_code" autocomplete="off" hint="One of the ten codes you were given with the second factor. It is good for once." />
      )}
      <button type="button" class="link" onClick={() => other(factor === 'totp_code' ? 'recovery_code' : 'totp_code')}>
        {factor === 'totp_code' ? 'Use a recovery code' : 'Use the authenticator'}
      </button>
    </div>
  );
}
