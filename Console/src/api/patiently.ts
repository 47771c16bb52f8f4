import { pause } from './pause';
import { Problem } from './problem';

const mostFaults = 10;
const longestPause = 30;

/** Asks until there is an answer: waits where a limit says so, and after a fault or without a connection a while, up to ten times in a row. */
export async function patiently<T>(ask: () => Promise<T>, stopped: AbortSignal, rest = pause): Promise<T> {
  for (let faults = 0; ; ) {
    try {
      return await ask();
    } catch (thrown) {
      const { status, retryAfter } = Problem.from(thrown);
      const isFault = status === 0 || status >= 500;

      if (stopped.aborted || (isFault ? ++faults > mostFaults : status !== 429)) {
        throw thrown;
      }

      await rest((retryAfter ?? Math.min(2 ** Math.max(0, faults - 1), longestPause)) * 1000, stopped);
    }
  }
}
