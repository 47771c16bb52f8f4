/** The numbers of a policy. */
export interface Numbers {
  limit: number;
  window_seconds: number;
  burst: number;
}

const hour = 3600;

/** The most that a bucket with these numbers admits in an hour: what comes in steadily, and the burst that it begins with. */
export function mostInAnHour({ limit, window_seconds, burst }: Numbers): number {
  return window_seconds > 0 ? Math.floor((limit * hour) / window_seconds) + burst : 0;
}

/** Requests of the last hour as they were counted, of which so many may be another key's. */
interface Counted {
  count: number;
  error: number;
}

/** How many of the requests such a bucket would have refused at least; more, when they came close together. */
export function refusedAtLeast({ count, error }: Counted, numbers: Numbers): number {
  return Math.max(0, count - error - mostInAnHour(numbers));
}
