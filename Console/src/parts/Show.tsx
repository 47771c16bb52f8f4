import type { ComponentChildren } from 'preact';
import type { Resource } from '../hooks/useResource';
import { ProblemBox } from './ProblemBox';

interface ShowProps<T> {
  of: Resource<T>;
  children: (data: T) => ComponentChildren;
}

/** What was asked for, or that it is on its way, or why it does not come. An error leaves the last answer in place. */
export function Show<T>({ of, children }: ShowProps<T>) {
  return (
    <div aria-busy={of.loading}>
      <ProblemBox problem={of.problem} retry={() => void of.reload()} />
      {of.data !== undefined ? children(of.data) : of.loading && <p class="empty">Loading…</p>}
    </div>
  );
}
