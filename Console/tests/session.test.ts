import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { send } from '../src/api/http';
import { Problem } from '../src/api/problem';
import { forget, session, signIn, signOut, subject } from '../src/api/session';
import { stepUp } from '../src/api/stepUp';

interface Call {
  method: string;
  path: string;
  bearer: string | undefined;
}

let calls: Call[] = [];
let answer: (call: Call) => Response | Promise<Response>;

// Node has no locks to share with other tabs.
Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });

globalThis.fetch = async (path, options) => {
  const { Authorization } = (options?.headers ?? {}) as Record<string, string>;
  const call = { method: options?.method ?? 'GET', path: String(path), bearer: Authorization?.slice('Bearer '.length) };
  calls.push(call);
  return answer(call);
};

const tokenOf = (sub: string, number = 1) => `e30.${btoa(JSON.stringify({ sub, number }))}.x`;
const access = (token: string) => Response.json({ access_token: token });
const refusal = (status: number, code: string) => Response.json({ code, title: code }, { status });
const written = () => calls.filter(({ path }) => path === '/api/v1/settings');

beforeEach(async () => {
  answer = () => access(tokenOf('ada'));
  await signIn({ email: 'ada@example.com', password: 'x' });
  session.set({ state: 'starting' });
  calls = [];
});

test('a token that is refused is renewed, and the call sent again', async () => {
  answer = ({ path, bearer }) => (path.endsWith('/refresh') ? access(tokenOf('ada', 2)) : bearer === tokenOf('ada', 2) ? new Response('{}') : refusal(401, 'invalid_token'));

  assert.equal((await send('PUT', '/api/v1/settings', { text: '{}' })).status, 200);
  assert.deepEqual(written().map(({ bearer }) => bearer), [tokenOf('ada'), tokenOf('ada', 2)]);
});

test('what was begun in one account is not sent in another that a second tab has signed in to', async () => {
  answer = ({ path, bearer }) => (path.endsWith('/refresh') ? access(tokenOf('bob')) : bearer === tokenOf('bob') ? new Response('{}') : refusal(401, 'invalid_token'));

  await assert.rejects(send('PUT', '/api/v1/settings', { text: '{}' }), Problem);
  assert.deepEqual(written().map(({ bearer }) => bearer), [tokenOf('ada')]);
  assert.equal(subject(), undefined);
  const now = session.get();
  assert.match(now.state === 'out' ? (now.notice ?? '') : now.state, /in another tab/);
});

test('what was begun before somebody else signed in here is not sent again, and their session stays', async () => {
  answer = async ({ path }) => {
    if (path === '/console/session') {
      return access(tokenOf('bob'));
    }

    forget();
    await signIn({ email: 'bob@example.com', password: 'x' });
    return refusal(401, 'invalid_token');
  };

  await assert.rejects(send('PUT', '/api/v1/settings', { text: '{}' }), Problem);
  assert.equal(written().length, 1);
  assert.equal(subject(), 'bob');
});

test('a call that waits for a recent sign-in ends with the session it began in', async () => {
  answer = () => refusal(403, 'reauthentication_required');
  const sent = send('PUT', '/api/v1/settings', { text: '{}' });
  await new Promise((resolve) => stepUp.subscribe(() => resolve(undefined)));

  forget();

  await assert.rejects(sent, Problem);
  assert.equal(stepUp.get(), null);
  assert.equal(written().length, 1);
});

test('a call that waits for a recent sign-in goes on when its own user proves who they are', async () => {
  const proved = tokenOf('ada', 2);
  answer = ({ path, bearer }) => (path === '/console/session' ? access(proved) : bearer === proved ? new Response('{}') : refusal(403, 'reauthentication_required'));
  const sent = send('PUT', '/api/v1/settings', { text: '{}' });
  await new Promise((resolve) => stepUp.subscribe(() => resolve(undefined)));

  await signIn({ email: 'ada@example.com', password: 'x' });
  stepUp.get()?.answer(true);

  assert.equal((await sent).status, 200);
});

test('a session that the service has not ended is told, and goes on', async () => {
  answer = () => refusal(503, 'unavailable');
  await assert.rejects(signOut(), { status: 503 });

  answer = () => Promise.reject(new TypeError('Failed to fetch'));
  await assert.rejects(signOut(), { code: 'unreachable' });

  assert.deepEqual([subject(), session.get().state], ['ada', 'starting']);
  answer = () => new Response(null, { status: 204 });
  await signOut();
  assert.deepEqual([subject(), session.get().state], [undefined, 'out']);
});
