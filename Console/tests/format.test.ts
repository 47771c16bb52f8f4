import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes, duration, localTime, startOfDay, words } from '../src/text/format';

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
  inKolkata(() => {
    assert.equal(startOfDay('2026-11-20'), '2026-11-19T18:30:00.000Z');
    assert.equal(startOfDay('soon'), 'soon');
  });
});

test('a time is put into its field as the reader has it, and what is no time is not', () => {
  inKolkata(() => {
    assert.equal(localTime('2026-11-19T18:30:00Z'), '2026-11-20T00:00');
    assert.equal(localTime('yesterday'), '');
    assert.equal(localTime(undefined), '');
    assert.equal(localTime('+275760-09-13T00:00:00Z'), '');
  });
});

function inKolkata(work: () => void): void {
  const zone = process.env.TZ;
  process.env.TZ = 'Asia/Kolkata';
  work();

  if (zone === undefined) {
    delete process.env.TZ;
  } else {
    process.env.TZ = zone;
  }
}
