import { fill } from '../../api/api';
import { send } from '../../api/http';
import { found } from '../../api/problem';
import { getRaw, parsed } from '../../api/raw';
import type { Version } from '../../api/types';
import { member, readJson, writeJson, type Json } from '../../text/json';

/** A persona's settings as text: what a script would read of it could lose digits. */
export interface SettingsDocument {
  text: string;
  /** Null: there is none yet. */
  version: number | null;
  /** The newest version that was known of when it was asked for: one that is not there any more has no other mark of how new that is. */
  asOf?: number;
}

/** What the stream of a document tells. */
export interface Change {
  version: number;
  operation?: Version['operation'];
}

export const largest = 64 * 1024;

const pathOf = (persona: string, below = '') => fill(`/api/v1/personas/{persona}/settings${below}`, { persona });

export async function loadDocument(persona: string): Promise<SettingsDocument> {
  const document = await found(getRaw(pathOf(persona)));
  return document ? documentOf(document) : { text: '{}', version: null };
}

export async function loadVersion(persona: string, version: number): Promise<SettingsDocument> {
  return documentOf(await getRaw(pathOf(persona, `/history/${version}`)));
}

/** Replaces the document if it still is the version that was read; else a problem with the status 412 is thrown. */
export async function saveDocument(persona: string, text: string, read: number | null): Promise<SettingsDocument> {
  return documentOf(readJson(await (await send('PUT', pathOf(persona), { text, headers: condition(read) })).text()));
}

/** Makes an earlier version the newest. */
export async function rollBack(persona: string, version: number, read: number | null): Promise<SettingsDocument> {
  const response = await send('POST', pathOf(persona, '/rollback'), { body: { version }, headers: condition(read) });
  return documentOf(readJson(await response.text()));
}

export async function deleteDocument(persona: string, read: number | null): Promise<void> {
  await send('DELETE', pathOf(persona), { headers: condition(read) });
}

/** Under which name the unsaved text is kept. */
export const draftName = (persona: string) => `settings of ${persona}`;

export const watchPath = (persona: string) => pathOf(persona, '/watch');
export const historyPath = (persona: string) => pathOf(persona, '/history');

export const condition = (read: number | null): Record<string, string> => (read === null ? { 'If-None-Match': '*' } : { 'If-Match': `"${read}"` });

/** Up to which version a document and its history are both shown: what came after is still to be told. */
export function shownUpTo(document: SettingsDocument, newest: Pick<Version, 'version' | 'operation'> | undefined): number {
  if (document.version !== null) {
    return Math.min(document.version, newest?.version ?? document.version);
  }

  // How new it is that there is none, the history alone tells; anything else in it came after the document was asked for.
  return newest === undefined ? 0 : newest.operation === 'delete' ? newest.version : newest.version - 1;
}

const documentOf = (answer: Json): SettingsDocument => ({
  text: writeJson(member(answer, 'settings')!),
  version: parsed<number>(member(answer, 'version')!),
});
