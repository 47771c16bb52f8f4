import { useRef } from 'preact/hooks';
import { api } from '../../api/api';
import { allOf } from '../../api/pages';
import { found } from '../../api/problem';
import type { Probe } from '../../api/types';
import { useEvery } from '../../hooks/useEvery';
import { useResource, type Resource } from '../../hooks/useResource';
import { withResults } from './results';

const every = 5000;

/** The probes with their last results, kept fresh. */
export function useProbes(): Resource<Probe[]> {
  const known = useRef(new Map<string, Probe>());

  const probes = useResource(async () => {
    const listed = await allOf((cursor) => api.get('/api/v1/admin/probes', { query: { cursor, limit: 200 } }));
    return withResults(listed, known.current, ({ name }) => found(api.get('/api/v1/admin/probes/{name}', { path: { name } })));
  }, []);

  useEvery(every, probes.reload);
  return probes;
}
