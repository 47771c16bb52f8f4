import { dropDrafts } from '../drafts';
import { store } from '../store';
import { Problem } from './problem';
import { stepUp } from './stepUp';
import type { User } from './types';

/**
 * Who is signed in. The access token lives in this page's memory alone; the refresh token is in a cookie that no script sees.
 */
export type Session =
  | { state: 'starting' }
  | { state: 'out'; notice?: string }
  | { state: 'in'; user: User };

export const session = store<Session>({ state: 'starting' });

const path = '/console/session';
const lock = 'actors-console-refresh';
const otherAccount = 'Another account was signed in to here, in another tab. Sign in again to go on, or load the page again to go on with the other account.';

interface Access {
  token: string;
  subject: string | undefined;
}

let access: Access | undefined;
let renewal: Promise<boolean> | undefined;

export const token = () => access?.token;

/** Whose the token is; undefined when there is none. */
export const subject = () => access?.subject;

interface Credentials {
  email: string;
  password: string;
  totp_code?: string;
  recovery_code?: string;
}

/** Signs in, and is sent a new cookie; a refusal is thrown. */
export async function signIn(credentials: Credentials): Promise<void> {
  const response = await call('POST', '', JSON.stringify(credentials));
  if (!response.ok) {
    throw await Problem.of(response);
  }

  become(await accessOf(response));
}

/** Spends the cookie for a new access token, unless another call has done so meanwhile. False when the session is no more. */
export function renew(refused: string | undefined): Promise<boolean> {
  if (access && access.token !== refused) {
    return Promise.resolve(true);
  }

  const before = access;
  renewal ??= exclusively(() => refresh(before)).finally(() => (renewal = undefined));
  return renewal;
}

/** Ends the session on the service, and then here. What the service has not ended goes on, and is thrown. */
export async function signOut(notice?: string): Promise<void> {
  const response = await call('DELETE', '');
  if (!response.ok) {
    throw await Problem.of(response);
  }

  leave(notice);
}

/** The user wants to be gone, and nothing of theirs to stay. */
export function leave(notice?: string): void {
  dropDrafts();
  forget(notice);
}

/** The session is gone: back to the form. */
export function forget(notice?: string): void {
  become(undefined);
  session.set(notice ? { state: 'out', notice } : { state: 'out' });
}

async function refresh(before: Access | undefined): Promise<boolean> {
  const response = await call('POST', '/refresh');

  if (response.status === 401) {
    return false;
  }

  if (!response.ok) {
    throw await Problem.of(response);
  }

  const next = await accessOf(response);

  // Who signed in or out here meanwhile knows better than a cookie that was sent before.
  if (access !== before) {
    return access !== undefined;
  }

  // The cookie is another tab's, of somebody else: what this tab shows, and is about to write, is not theirs.
  if (before && before.subject !== next.subject) {
    forget(otherAccount);
    return false;
  }

  become(next);
  return true;
}

function become(next: Access | undefined): void {
  // A call that waits for its user to prove who they are cannot go on in another's name, nor in nobody's.
  if (next?.subject !== access?.subject) {
    stepUp.get()?.answer(false);
  }

  access = next;
}

async function accessOf(response: Response): Promise<Access> {
  const { access_token } = (await response.json()) as { access_token: string };
  return { token: access_token, subject: subjectOf(access_token) };
}

/** One tab at a time, as each refresh token is good for once. */
function exclusively<T>(work: () => Promise<T>): Promise<T> {
  return 'locks' in navigator ? (navigator.locks.request(lock, work) as Promise<T>) : work();
}

async function call(method: string, below: string, body?: string): Promise<Response> {
  const headers: Record<string, string> = { 'X-Actors-Console': '1', ...(body ? { 'Content-Type': 'application/json' } : {}) };

  try {
    return await fetch(path + below, { method, headers, credentials: 'same-origin', ...(body ? { body } : {}) });
  } catch {
    throw Problem.unreachable();
  }
}

function subjectOf(jwt: string): string | undefined {
  const claims = jwt.split('.')[1] ?? '';
  return (JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/'))) as { sub?: string }).sub;
}
