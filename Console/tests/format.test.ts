import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes, duration, startOfDay, words } from '../src/text/format';

test('a length of time is told in its two largest units', () => {
  assert.equal(duration(0.4), '0 s');
  assert.equal(duration(59), '59 s');
  assert.equal(duration(3600), '1 h');
  assert.equal(duration(3661), '1 h 1 min');
  assert.equal(duration(90061), '1 d 1 h');
});

test('sizes are told in powers of 1024', () => {
  assert.equal(bytes(0), '0 B');
  assert.equal(bytes(1023), '1,023 B');
  assert.equal(bytes(1536), '1.5 KiB');
});

test('names of fields become words', () => {
  assert.equal(words('password_changed'), 'Password changed');
});

test('a day begins where its reader is', () => {
  const zone = process.env.TZ;
  process.env.TZ = 'Asia/Kolkata';
  assert.equal(startOfDay('2026-11-20'), '2026-11-19T18:30:00.000Z');
  assert.equal(startOfDay('soon'), 'soon');

  if (zone === undefined) {
    delete process.env.TZ;
  } else {
    process.env.TZ = zone;
  }
});
