import type { ComponentChildren } from 'preact';
import { useErrorBoundary, useRef } from 'preact/hooks';
import { Problem } from '../api/problem';
import { Page } from './Page';
import { ProblemBox } from './ProblemBox';

interface BoundaryProps {
  /** What the view is asked for; it is drawn anew when that is something else. */
  asked: string;
  children: ComponentChildren;
}

/** Around a view: one that fails while it is drawn leaves the frame in place, and so the ways to others. */
export function Boundary({ asked, children }: BoundaryProps) {
  const failedAt = useRef<string | undefined>(undefined);
  const [failure, retry] = useErrorBoundary(() => void (failedAt.current = asked));

  return failure !== undefined && failedAt.current === asked ? (
    <Page title="This view cannot be shown">
      <ProblemBox problem={Problem.from(failure)} retry={retry} />
    </Page>
  ) : (
    <>{children}</>
  );
}
