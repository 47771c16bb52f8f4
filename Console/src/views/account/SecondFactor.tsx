import { useState } from 'preact/hooks';
import { api } from '../../api/api';
import type { Totp } from '../../api/types';
import { useAction } from '../../hooks/useAction';
import { ActionButton } from '../../parts/ActionButton';
import { Badge, Secret } from '../../parts/Small';
import { ProblemBox } from '../../parts/ProblemBox';
import { saveFile } from '../../text/file';
import { Enrol } from './Enrol';

/** An authenticator (RFC 6238) and its recovery codes. */
export function SecondFactor({ enabled, changed }: { enabled: boolean; changed: () => Promise<void> }) {
  const [totp, setTotp] = useState<Totp>();
  const [codes, setCodes] = useState<readonly string[]>();
  const begin = useAction(async () => setTotp(await api.post('/api/v1/auth/mfa/totp')));

  return (
    <>
      <p>{enabled ? <Badge tone="good">on</Badge> : <Badge tone="warn">off</Badge>} A code of your authenticator is asked for at every sign-in, when it is on.</p>
      {codes && (
        <>
          <Secret label="Recovery codes" text={codes.join('\n')} />
          <p>Each is good for one sign-in without the authenticator.</p>
          <button type="button" onClick={() => saveFile('recovery-codes.txt', 'text/plain', [`${codes.join('\n')}\n`])}>
            Save as a file
          </button>
        </>
      )}
      {enabled ? (
        <div class="actions">
          <ActionButton
            label="New recovery codes"
            title="Make ten new recovery codes?"
            done="There are new recovery codes."
            run={async () => setCodes((await api.post('/api/v1/auth/mfa/recovery-codes')).recovery_codes)}
          >
            <p>Those until now are no longer good.</p>
          </ActionButton>
          <ActionButton
            label="Turn off"
            title="Turn the second factor off?"
            danger
            done="The second factor is off."
            run={async () => {
              await api.delete('/api/v1/auth/mfa/totp');
              setCodes(undefined);
              await changed();
            }}
          >
            <p>The password alone is then enough to sign in.</p>
          </ActionButton>
        </div>
      ) : totp ? (
        <Enrol
          totp={totp}
          cancel={() => setTotp(undefined)}
          confirmed={async (recovery) => {
            setTotp(undefined);
            setCodes(recovery);
            await changed();
          }}
        />
      ) : (
        <>
          <button type="button" class="primary" aria-disabled={begin.busy} onClick={() => void begin.run()}>
            Set up an authenticator
          </button>
          <ProblemBox problem={begin.problem} />
        </>
      )}
    </>
  );
}
