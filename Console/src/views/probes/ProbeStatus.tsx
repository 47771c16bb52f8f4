import type { Probe } from '../../api/types';
import { Badge, Status } from '../../parts/Small';

/** The status of a probe; of one that is paused, that. */
export function ProbeStatus({ of: { paused, status } }: { of: Probe }) {
  return paused ? <Badge tone="plain">PAUSED</Badge> : <Status of={status} />;
}
