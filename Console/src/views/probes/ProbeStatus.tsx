import type { Probe } from '../../api/types';
import { Badge, Status } from '../../parts/Small';

/** The status of a probe; of one that is paused or was not checked yet, that. */
export function ProbeStatus({ of: { paused, status, checked_at } }: { of: Probe }) {
  return paused ? <Badge tone="plain">paused</Badge> : checked_at ? <Status of={status} /> : <Badge tone="plain">pending</Badge>;
}
