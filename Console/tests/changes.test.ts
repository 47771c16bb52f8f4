import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choicesOf } from '../src/views/account/choices';
import { changesOf } from '../src/views/users/changes';

const user = { display_name: 'Ada', roles: ['user', 'admin'] };

test('of a profile only what was changed is sent', () => {
  assert.deepEqual(changesOf(user, { display_name: 'Ada L.', roles: ['user', 'admin'] }), { display_name: 'Ada L.' });
  assert.deepEqual(changesOf(user, { display_name: 'Ada', roles: ['user'] }), { roles: ['user'] });
  assert.deepEqual(changesOf(user, { display_name: '', roles: [] }), { display_name: '', roles: [] });
});

test('a name that is not there is not made an empty one', () => {
  assert.deepEqual(changesOf({ ...user, display_name: null }, { display_name: '', roles: user.roles }), {});
});

test('of the channels only those that were changed are sent', () => {
  const found = { new_sign_in: { in_app: true, email: true }, admin_message: { in_app: true, email: false } };

  assert.deepEqual(choicesOf(found, (_, channel) => channel === 'in_app'), { new_sign_in: { email: false } });
  assert.deepEqual(choicesOf(found, (kind, channel) => found[kind as keyof typeof found][channel]), {});
});
