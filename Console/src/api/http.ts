import { Problem } from './problem';
import { forget, renew, subject, token } from './session';
import { proveAgain } from './stepUp';

export type Query = Record<string, string | number | boolean | undefined>;

export interface Call {
  query?: Query | undefined;
  body?: unknown;
  /** A body that is JSON already, and goes out as it is. */
  text?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export const sessionEnded = 'Your session has ended. Please sign in again.';

const mostRenewals = 10;
const betweenRenewals = 2000;

/**
 * Calls the public API. Of a token that is refused it gets a new one, as long as the session goes on; of a sign-in that is too long ago,
 * another. Every other refusal is thrown as a `Problem`. What was begun in one user's name is never sent again in another's.
 */
export async function send(method: string, path: string, call: Call = {}): Promise<Response> {
  const beganAs = subject();

  for (let tries = 0; ; tries++) {
    const used = token();
    const response = await once(method, path, call, used);

    if (response.ok) {
      return response;
    }

    const problem = await Problem.of(response);

    if (used && response.status === 401 && (problem.code === 'invalid_token' || problem.code === 'unauthenticated')) {
      // The session goes on, and yet its new token was refused: a signing key was withdrawn, which not all of the service knows yet.
      if (tries > 0) {
        await new Promise((resolve) => setTimeout(resolve, betweenRenewals));
      }

      const renewed = tries < mostRenewals && (await renew(used));
      if (!renewed && subject() === beganAs) {
        forget(sessionEnded);
      }
    } else if (problem.code !== 'reauthentication_required' || tries > 1 || !(await proveAgain())) {
      throw problem;
    }

    if (subject() !== beganAs) {
      throw problem;
    }
  }
}

async function once(method: string, path: string, call: Call, bearer: string | undefined): Promise<Response> {
  const body = call.text ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
  const headers: Record<string, string> = {
    ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...call.headers,
  };

  try {
    return await fetch(path + textOf(call.query), {
      method,
      headers,
      credentials: 'omit',
      cache: 'no-store',
      ...(body === undefined ? {} : { body }),
      ...(call.signal ? { signal: call.signal } : {}),
    });
  } catch (thrown) {
    throw call.signal?.aborted ? thrown : Problem.unreachable();
  }
}

function textOf(query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}
