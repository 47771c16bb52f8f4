import { useState } from 'preact/hooks';
import { api } from '../../api/api';
import type { Verification } from '../../api/types';
import { useAction } from '../../hooks/useAction';
import { Section } from '../../parts/Page';
import { ProblemBox } from '../../parts/ProblemBox';
import { count } from '../../text/format';

/** Checks that no entry of the log was changed or taken out. */
export function Verify() {
  const [result, setResult] = useState<Verification>();
  const check = useAction(async () => setResult(await api.get('/api/v1/admin/events/verify')));

  return (
    <Section title="Hash chain">
      <p>Each entry holds the hash of the one before, so that a change shows.</p>
      <button type="button" aria-disabled={check.busy} onClick={() => void check.run()}>
        {check.busy ? 'Checking…' : 'Verify the chain'}
      </button>
      <ProblemBox problem={check.problem} />
      <div role="status">
        {result && !check.busy && (
          <p class={result.valid ? 'notice good' : 'notice bad'}>
            {result.valid
              ? `${count(result.checked)} entries, all as they were written.`
              : `Broken at number ${result.broken?.sequence} of ${result.broken?.chain}: ${result.broken?.reason}`}
          </p>
        )}
      </div>
    </Section>
  );
}
