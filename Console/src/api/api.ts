import { send, type Call } from './http';
import type { paths } from './schema';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The paths of the OpenAPI document that have the method. */
type PathOf<M extends Method> = { [P in keyof paths]: paths[P][M] extends { responses: unknown } ? P : never }[keyof paths] & string;

type Responses<P extends keyof paths, M extends Method> = paths[P][M] extends { responses: infer R } ? R : never;
type JsonOf<R> = R extends { content: { 'application/json': infer Body } } ? Body : never;

/** What a 200, 201 or 202 of the operation holds; nothing for 204. */
type Answer<P extends keyof paths, M extends Method> = JsonOf<Responses<P, M>[keyof Responses<P, M> & (200 | 201 | 202)]>;

type BodyOf<P extends keyof paths, M extends Method> = paths[P][M] extends { requestBody?: infer B }
  ? Exclude<B, undefined> extends { content: { 'application/json': infer Body } }
    ? Body
    : unknown
  : unknown;

type Named<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | Named<Rest> : never;

/** What goes in the place of the names in the path. */
type In<P extends string> = [Named<P>] extends [never] ? { path?: never } : { path: Record<Named<P>, string> };

type Given<P extends keyof paths & string, M extends Method> = Omit<Call, 'body'> & In<P> & { body?: BodyOf<P, M> };
type Arguments<P extends keyof paths & string, M extends Method> = [Named<P>] extends [never] ? [given?: Given<P, M>] : [given: Given<P, M>];

/** A call of the documented API whose path, body and answer are checked against the document. */
function method<M extends Method>(name: M) {
  return async <P extends PathOf<M>>(path: P, ...[given]: Arguments<P, M>): Promise<Answer<P, M>> => {
    const { path: names, ...call } = (given ?? {}) as Call & { path?: Record<string, string> };
    const response = await send(name.toUpperCase(), fill(path, names), call);
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as Answer<P, M>;
  };
}

/** Puts the values in the place of their names. */
export function fill(path: string, names: Record<string, string> = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(names[name] ?? ''));
}

export const api = {
  get: method('get'),
  post: method('post'),
  put: method('put'),
  patch: method('patch'),
  delete: method('delete'),
};
