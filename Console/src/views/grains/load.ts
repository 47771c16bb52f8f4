import { fill } from '../../api/api';
import { Problem } from '../../api/problem';
import { getRaw, parsed } from '../../api/raw';
import type { Grain } from '../../api/types';
import { member, writeJson } from '../../text/json';

export interface GrainState {
  name: string;
  text: string;
}

/** One grain; its states are as they came. */
export async function loadGrain(type: string, key: string): Promise<Omit<Grain, 'states'> & { states: GrainState[] }> {
  const raw = await getRaw(fill('/api/v1/admin/grains/{type}/{key}', { type, key })).catch((thrown) => {
    throw Problem.reworded(thrown, 'not_found', 'There is no such grain: it is not in memory, and nothing is stored of it.');
  });
  const states = member(raw, 'states');

  return {
    ...parsed<Grain>(raw),
    states: states?.kind === 'object' ? states.members.map(({ name, value }) => ({ name: JSON.parse(name) as string, text: writeJson(value) })) : [],
  };
}
