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

/** Of so many requests of the last hour, how many such a bucket would have refused at least; more, when they came close together. */
export function refusedAtLeast(requests: number, numbers: Numbers): number {
  return Math.max(0, requests - mostInAnHour(numbers));
}
