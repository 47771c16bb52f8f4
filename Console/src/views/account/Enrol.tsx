import { api } from '../../api/api';
import type { Totp } from '../../api/types';
import { Field } from '../../parts/Field';
import { Form } from '../../parts/Form';

interface EnrolProps {
  totp: Totp;
  cancel: () => void;
  confirmed: (recoveryCodes: readonly string[]) => Promise<void>;
}

/** Shows the secret to an authenticator, and takes its first code. */
export function Enrol({ totp, cancel, confirmed }: EnrolProps) {
  return (
    <Form
      submit="Turn on"
      cancel={cancel}
      done="The second factor is on. Keep the recovery codes."
      run={async (values) => {
        const { recovery_codes } = await api.post('/api/v1/auth/mfa/totp/confirm', { body: { code: values.text('code') } });
        await confirmed(recovery_codes);
      }}
    >
      <p>Let your authenticator read the picture, or type the secret into it.</p>
      <img class="qr" src={`data:image/svg+xml,${encodeURIComponent(totp.qr_svg)}`} alt="QR code of the secret below" width={220} height={220} />
      <p>
        Secret: <code class="break">{totp.secret}</code>
      </p>
      <Field label="Code" name="code" inputMode="numeric" autocomplete="one-time-code" maxLength={8} hint="The six digits that it shows now." />
    </Form>
  );
}
