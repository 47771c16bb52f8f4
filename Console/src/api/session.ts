import { claimDrafts, dropDrafts } from '../drafts';
import { store } from '../store';
import { Problem } from './problem';
import { stepUp } from './stepUp';
import type { User } from './types';

/**
 * Who is signed in. The access token lives in this page's memory alone; the refresh token is in a cookie that no script sees.
 */
export type Session =
  | { state: 'starting' }
  /** Whether there is a session the service did not say. */
  | { state: 'failed'; problem: Problem }
  | { state: 'out'; notice?: string }
  | { state: 'in'; user: User };

export const session = store<Session>({ state: 'starting' });

const path = '/console/session';
const lock = 'actors-console-session';
// Whatever comes after a call waits for its end, in the other tabs too. The service gives up by itself before that.
const longestCall = 40_000;
const otherAccount = 'Another account was signed in to here, in another tab. Sign in again to go on, or load the page again to go on with the other account.';

interface Access {
  token: string;
  subject: string | undefined;
}

let access: Access | undefined;
let renewal: Promise<boolean> | undefined;
let turn: Promise<unknown> = Promise.resolve();

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
export function signIn(credentials: Credentials): Promise<void> {
  return exclusively(async () => {
    const response = await call('POST', '', JSON.stringify(credentials));
    if (!response.ok) {
      throw await Problem.of(response);
    }

    become(await accessOf(response));
  });
}

/** Shows the page to its user, as long as the token is theirs: the answer that tells of them may come when they have gone. */
export function show(user: User): void {
  if (user.id === access?.subject) {
    claimDrafts(user.id);
    session.set({ state: 'in', user });
  }
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

/** Ends the session on the service, and then here; one that a sign-in is about to begin, too. What the service has not ended goes on, and is thrown. */
export function signOut(notice?: string): Promise<void> {
  return exclusively(async () => {
    const response = await call('DELETE', '');
    if (!response.ok) {
      throw await Problem.of(response);
    }

    leave(notice);
  });
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
  // Whoever signed in or out here before its turn came has left nothing to renew.
  if (access !== before) {
    return access !== undefined;
  }

  const response = await call('POST', '/refresh');

  if (response.status === 401) {
    return false;
  }

  if (!response.ok) {
    throw await Problem.of(response);
  }

  const next = await accessOf(response);

  // Whoever has gone meanwhile is not brought back.
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

/**
 * What changes the cookie, one after the other in the order of this tab, and one tab at a time: each refresh token is good for once, and whoever
 * signs out last is out. The work must not ask for a turn of its own.
 */
function exclusively<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.then(() => ('locks' in navigator ? (navigator.locks.request(lock, work) as Promise<T>) : work()));
  turn = mine.catch(() => undefined);
  return mine;
}

async function call(method: string, below: string, body?: string): Promise<Response> {
  const headers: Record<string, string> = { 'X-Actors-Console': '1', ...(body ? { 'Content-Type': 'application/json' } : {}) };

  try {
    return await fetch(path + below, { method, headers, credentials: 'same-origin', signal: AbortSignal.timeout(longestCall), ...(body ? { body } : {}) });
  } catch {
    throw Problem.unreachable();
  }
}

function subjectOf(jwt: string): string | undefined {
  const claims = jwt.split('.')[1] ?? '';
  return (JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/'))) as { sub?: string }).sub;
}
