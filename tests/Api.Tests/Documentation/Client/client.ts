// Registers, signs in, writes and reads settings through a client whose types come from the OpenAPI document alone.
import assert from 'node:assert/strict';
import createClient from 'openapi-fetch';
import type { paths } from './schema.js';

const [baseUrl, email, password] = process.argv.slice(2) as [string, string, string];
const client = createClient<paths>({ baseUrl });

const registered = await client.POST('/api/v1/auth/register', { body: { email, password } });
assert.equal(registered.response.status, 201);

const refused = await client.POST('/api/v1/auth/login', { body: { email, password: `${password}?` } });
assert.equal(refused.error?.code, 'invalid_credentials');

const signedIn = await client.POST('/api/v1/auth/login', { body: { email, password } });
assert(signedIn.data);
client.use({
  onRequest({ request }) {
    request.headers.set('Authorization', `Bearer ${signedIn.data.access_token}`);
  },
});

const me = await client.GET('/api/v1/auth/me');
assert.equal(me.data?.email, email);

const persona = { path: { persona: 'work' } };
const written = await client.PUT('/api/v1/personas/{persona}/settings', {
  params: { ...persona, header: { 'If-None-Match': '*' } },
  body: { theme: 'dark', columns: [1, 2] },
});
assert.equal(written.response.status, 201);

const etag = written.response.headers.get('ETag')!;
const stale = await client.PUT('/api/v1/personas/{persona}/settings', {
  params: { ...persona, header: { 'If-Match': '"0"' } },
  body: {},
});
assert.equal(stale.error?.code, 'precondition_failed');

const read = await client.GET('/api/v1/personas/{persona}/settings', { params: persona });
assert.deepEqual(read.data?.settings, { theme: 'dark', columns: [1, 2] });
assert.equal(read.response.headers.get('ETag'), etag);

console.log('done');
