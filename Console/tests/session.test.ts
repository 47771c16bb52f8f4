import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { send } from '../src/api/http';
import { Problem } from '../src/api/problem';
import { forget, session, show, signIn, signOut, subject } from '../src/api/session';
import { stepUp } from '../src/api/stepUp';
import type { User } from '../src/api/types';
import { start } from '../src/app/start';

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
const user = (id: string) => ({ id }) as User;
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

test('who signs out while a sign-in is under way is out when both are done', async () => {
  const { held, release } = hold();
  answer = async ({ method }) => (method === 'POST' ? (await held, access(tokenOf('ada', 2))) : new Response(null, { status: 204 }));

  const both = [signIn({ email: 'ada@example.com', password: 'x' }), signOut()];
  release();
  await Promise.all(both);

  assert.deepEqual(calls.map(({ method }) => method), ['POST', 'DELETE']);
  assert.deepEqual([subject(), session.get().state], [undefined, 'out']);
});

test('a token that is refused while its user signs in once more is not renewed with the cookie of the session before', async () => {
  const { held, release } = hold();
  const proved = tokenOf('ada', 2);
  answer = async ({ path, bearer }) =>
    path === '/console/session' ? (await held, access(proved)) : bearer === proved ? new Response('{}') : refusal(401, 'invalid_token');

  const signed = signIn({ email: 'ada@example.com', password: 'x' });
  const sent = send('PUT', '/api/v1/settings', { text: '{}' });
  release();

  assert.equal((await sent).status, 200);
  await signed;
  assert.deepEqual(calls.filter(({ path }) => path.endsWith('/refresh')), []);
});

test('what changes the cookie goes on after a call that failed', async () => {
  answer = () => Promise.reject(new TypeError('Failed to fetch'));
  const refused = assert.rejects(signIn({ email: 'ada@example.com', password: 'x' }), { code: 'unreachable' });
  const left = signOut();
  await refused;
  await assert.rejects(left, { code: 'unreachable' });

  answer = () => access(tokenOf('bob'));
  await signIn({ email: 'bob@example.com', password: 'x' });
  assert.equal(subject(), 'bob');
});

test('a user is shown as long as the token is theirs', () => {
  show(user('bob'));
  assert.equal(session.get().state, 'starting');

  show(user('ada'));
  assert.deepEqual(session.get(), { state: 'in', user: user('ada') });

  forget();
  show(user('ada'));
  assert.equal(session.get().state, 'out');
});

test('a page that cannot learn whether there is a session says so, and goes on with it when it can', async () => {
  forget();
  answer = () => refusal(503, 'unavailable');
  await start();
  const now = session.get();
  assert.equal(now.state === 'failed' ? now.problem.status : now.state, 503);

  answer = ({ path }) => (path.endsWith('/refresh') ? access(tokenOf('ada')) : Promise.reject(new TypeError('Failed to fetch')));
  await start();
  assert.equal(session.get().state, 'failed');

  answer = () => Response.json(user('ada'));
  await start();
  assert.deepEqual(session.get(), { state: 'in', user: user('ada') });
});

test('a page without a session shows the form', async () => {
  forget('before');
  answer = () => refusal(401, 'invalid_token');
  await start();
  assert.deepEqual(session.get(), { state: 'out' });
});

/** Something that waits until it is let go on. */
function hold(): { held: Promise<void>; release: () => void } {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  return { held, release };
}
