import { useRef } from 'preact/hooks';
import { api } from '../../api/api';
import type { Probe } from '../../api/types';
import { useEvery } from '../../hooks/useEvery';
import { useResource, type Resource } from '../../hooks/useResource';

const every = 5000;

/** The probes with their last results, kept fresh. Results are asked for only of those that were checked since. */
export function useProbes(): Resource<Probe[]> {
  const known = useRef(new Map<string, Probe>());

  const probes = useResource(async () => {
    const { items } = await api.get('/api/v1/admin/probes', { query: { limit: 200 } });
    const whole = await Promise.all(items.map((probe) => resultsOf(probe, known.current.get(probe.name))));
    known.current = new Map(whole.map((probe) => [probe.name, probe]));
    return whole;
  }, []);

  useEvery(every, probes.reload);
  return probes;
}

async function resultsOf(probe: Probe, known: Probe | undefined): Promise<Probe> {
  if (known && known.checked_at === probe.checked_at && known.results) {
    return { ...probe, results: known.results };
  }

  return api.get('/api/v1/admin/probes/{name}', { path: { name: probe.name } });
}
