import { store } from '../store';
import { Problem } from './problem';
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

let accessToken: string | undefined;
let renewal: Promise<boolean> | undefined;

export const token = () => accessToken;

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

  await take(response);
}

/** Spends the cookie for a new access token, unless another call has done so meanwhile. False when the session is no more. */
export function renew(refused: string | undefined): Promise<boolean> {
  if (accessToken !== refused && accessToken !== undefined) {
    return Promise.resolve(true);
  }

  renewal ??= exclusively(refresh).finally(() => (renewal = undefined));
  return renewal;
}

/** Ends the session on the service, and here. */
export async function signOut(notice?: string): Promise<void> {
  await call('DELETE', '').catch(() => undefined);
  forget(notice);
}

/** The session is gone: back to the form. */
export function forget(notice?: string): void {
  accessToken = undefined;
  session.set(notice ? { state: 'out', notice } : { state: 'out' });
}

async function refresh(): Promise<boolean> {
  const response = await call('POST', '/refresh');

  if (response.status === 401) {
    return false;
  }

  if (!response.ok) {
    throw await Problem.of(response);
  }

  const before = accessToken && subjectOf(accessToken);
  await take(response);

  // Another tab has signed in as somebody else: nothing that this one shows holds any more.
  if (before && before !== subjectOf(accessToken!)) {
    location.reload();
  }

  return true;
}

async function take(response: Response): Promise<void> {
  accessToken = ((await response.json()) as { access_token: string }).access_token;
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
