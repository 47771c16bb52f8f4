import { fill } from '../../api/api';
import { send } from '../../api/http';
import { found, Problem } from '../../api/problem';
import { getRaw, parsed } from '../../api/raw';
import { itemsOf, member, readJson, writeJson, type Json } from '../../text/json';
import { condition } from '../personas/document';

/** A schema and its defaults, as text. */
export interface Texts {
  schema: string;
  defaults: string;
}

/** What is in force for a persona. */
export interface Schema extends Texts {
  /** Null: nothing is. */
  version: number | null;
}

export interface Preset extends Texts {
  name: string;
  description: string;
}

const pathOf = (persona: string, below = '') => fill(`/api/v1/admin/settings-schemas/{persona}${below}`, { persona });

export async function loadSchema(persona: string): Promise<Schema> {
  const schema = await found(getRaw(pathOf(persona)));
  return schema ? schemaOf(schema) : { schema: '{\n  "type": "object"\n}', defaults: '{}', version: null };
}

export const loadVersion = async (persona: string, version: number): Promise<Texts> => readTexts(await getRaw(pathOf(persona, `/versions/${version}`)));

export async function loadPresets(): Promise<Preset[]> {
  const list = await getRaw('/api/v1/admin/settings-presets');
  return itemsOf(member(list, 'items')).map((item) => ({ ...parsed<Preset>(item), ...readTexts(item) }));
}

/** Puts the texts, which must be JSON, in force over the version that was read; else a problem with the status 412 is thrown. */
export async function saveSchema(persona: string, { schema, defaults }: Texts, read: number | null): Promise<Schema> {
  const response = await change('PUT', persona, read, `{"schema":${schema},"defaults":${defaults}}`);
  return schemaOf(readJson(await response.text()));
}

/** Takes what was read, and nothing newer, out of force; else a problem with the status 412 is thrown. */
export const removeSchema = async (persona: string, read: number | null): Promise<void> => void (await change('DELETE', persona, read));

async function change(method: string, persona: string, read: number | null, text?: string): Promise<Response> {
  try {
    return await send(method, pathOf(persona), { ...(text === undefined ? {} : { text }), headers: condition(read) });
  } catch (thrown) {
    throw Problem.reworded(thrown, 'precondition_failed', 'Another version was put in force since you read this one. It is shown when you close this.');
  }
}

/** Under which name the unsaved texts are kept. */
export const draftName = (persona: string) => `schema of ${persona}`;

export const textsOf = ({ schema, defaults }: Texts): Texts => ({ schema, defaults });

/** As one text, to compare. */
export const both = ({ schema, defaults }: Texts) => `${schema}\n\nDefaults:\n${defaults}`;

const readTexts = (answer: Json): Texts => ({ schema: writeJson(member(answer, 'schema')!), defaults: writeJson(member(answer, 'defaults')!) });

const schemaOf = (answer: Json): Schema => ({ ...readTexts(answer), version: parsed<number>(member(answer, 'version')!) });
