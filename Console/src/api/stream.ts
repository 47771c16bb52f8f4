import { EventReader, type ServerEvent } from './events';
import { send } from './http';
import { pause } from './pause';
import { Problem } from './problem';

export type StreamState = 'connecting' | 'live' | 'paused' | 'failed';

export interface StreamListener {
  onEvent(event: ServerEvent): void;
  onState?(state: StreamState, problem?: Problem): void;
}

const longestWait = 30_000;

/**
 * Follows a stream until it is told to stop, and comes back where it ended. While nobody looks at the page it lets the connection go:
 * browsers grant few of them to all tabs together. With `after`, the id of an event, what came after that is told first.
 */
export function follow(path: string, listener: StreamListener, after = ''): () => void {
  const stopped = new AbortController();
  const reader = new EventReader();
  reader.lastId = after;
  void run(path, reader, listener, stopped.signal);
  return () => stopped.abort();
}

async function run(path: string, reader: EventReader, listener: StreamListener, stopped: AbortSignal): Promise<void> {
  for (let failures = 0; !stopped.aborted; ) {
    if (document.hidden) {
      listener.onState?.('paused');
      await untilSeen(stopped);
      continue;
    }

    const before = reader.lastId;
    listener.onState?.('connecting');

    try {
      const left = await connection(path, reader, listener, stopped);
      failures = left ? failures : reader.lastId === before ? failures + 1 : 0;
    } catch (thrown) {
      const problem = Problem.from(thrown);
      failures++;

      if (stopped.aborted || (problem.status >= 400 && problem.status < 500 && problem.status !== 429)) {
        listener.onState?.('failed', problem);
        return;
      }
    }

    await pause(Math.min((reader.retry ?? 2000) * Math.max(1, failures), longestWait), stopped);
  }
}

/** The answer says whether we left it; else it has ended. */
async function connection(path: string, reader: EventReader, listener: StreamListener, stopped: AbortSignal): Promise<boolean> {
  const leave = new AbortController();
  const onHidden = () => document.hidden && leave.abort();
  const onStop = () => leave.abort();
  document.addEventListener('visibilitychange', onHidden);
  stopped.addEventListener('abort', onStop);

  try {
    const headers = { Accept: 'text/event-stream', ...(reader.lastId ? { 'Last-Event-ID': reader.lastId } : {}) };
    const response = await send('GET', path, { headers, signal: leave.signal });
    const pieces = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    listener.onState?.('live');

    for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) {
      reader.read(piece.value).forEach((event) => listener.onEvent(event));
    }
  } catch (thrown) {
    if (!leave.signal.aborted) {
      throw thrown instanceof Problem ? thrown : Problem.unreachable();
    }
  } finally {
    reader.restart();
    document.removeEventListener('visibilitychange', onHidden);
    stopped.removeEventListener('abort', onStop);
  }

  return leave.signal.aborted;
}

function untilSeen(stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      if (!document.hidden || stopped.aborted) {
        document.removeEventListener('visibilitychange', done);
        resolve();
      }
    };
    document.addEventListener('visibilitychange', done);
    stopped.addEventListener('abort', done, { once: true });
  });
}
