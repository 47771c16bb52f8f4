import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventReader } from '../src/api/events';

const stream = 'retry: 2000\nid: 4\n\n:\n\nevent: change\r\nid: 5\r\ndata: {"a":1}\r\n\r\ndata: one\ndata: two\n\nevent: none\n\n';

test('events are read however the stream is cut', () => {
  for (let size = 1; size <= stream.length; size++) {
    const reader = new EventReader();
    const events = Array.from({ length: Math.ceil(stream.length / size) }, (_, at) => stream.slice(at * size, (at + 1) * size)).flatMap((piece) => reader.read(piece));

    assert.deepEqual(events, [
      { name: 'change', data: '{"a":1}' },
      { name: 'message', data: 'one\ntwo' },
    ]);
    assert.equal(reader.lastId, '5');
    assert.equal(reader.retry, 2000);
  }
});

test('what a connection left unfinished is forgotten, and the id is not', () => {
  const reader = new EventReader();
  reader.read('id: 7\ndata: half');
  reader.restart();

  assert.deepEqual(reader.read('\n\ndata: whole\n\n'), [{ name: 'message', data: 'whole' }]);
  assert.equal(reader.lastId, '7');
});
