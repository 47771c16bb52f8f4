import { api } from '../../api/api';
import type { Probe } from '../../api/types';
import { ActionButton } from '../../parts/ActionButton';

/** Stops the checks of a probe for a while, or goes on with them. */
export function ProbePause({ probe, reload }: { probe: Probe; reload: () => Promise<void> }) {
  const { name, paused } = probe;
  const path = { name };

  return paused ? (
    <ActionButton
      label="Resume"
      about={name}
      title={`Go on with the probe ${name}?`}
      done={`The probe ${name} goes on.`}
      run={async () => {
        await api.post('/api/v1/admin/probes/{name}/resume', { path });
        await reload();
      }}
    />
  ) : (
    <ActionButton
      label="Pause"
      about={name}
      title={`Pause the probe ${name}?`}
      done={`The probe ${name} is paused.`}
      run={async () => {
        await api.post('/api/v1/admin/probes/{name}/pause', { path });
        await reload();
      }}
    >
      <p>It does not check, and counts for nothing, until it goes on.</p>
    </ActionButton>
  );
}
