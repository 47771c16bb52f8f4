import { compactJson, itemsOf, member, readJson, type Json } from '../text/json';
import { send, type Call } from './http';
import type { Page } from './types';

/** An answer as it was written, where digits matter. */
export async function getRaw(path: string, call?: Call): Promise<Json> {
  return readJson(await (await send('GET', path, call)).text());
}

/** An item of a list, and how it was written. */
export type Raw<T> = T & { raw: Json };

/** A page of a list whose items keep how they were written. */
export async function getRawPage<T>(path: string, call?: Call): Promise<Page<Raw<T>>> {
  const page = await getRaw(path, call);

  return {
    items: itemsOf(member(page, 'items')).map((raw) => ({ ...parsed<T>(raw), raw })),
    next_cursor: parsed<string | null>(member(page, 'next_cursor')!),
  };
}

/** The value to work with; large numbers lose digits here. */
export const parsed = <T>(json: Json): T => JSON.parse(compactJson(json)) as T;
