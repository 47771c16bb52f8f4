import { useEffect, useRef } from 'preact/hooks';
import type { Problem } from '../api/problem';
import { leaveFirstView } from '../parts/Page';
import { ProblemBox } from '../parts/ProblemBox';
import { start } from './start';

/** In the place of the page, while it is not known whether anybody is signed in. */
export function Failed({ problem }: { problem: Problem }) {
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = 'Not loaded – Console';
    heading.current?.focus();
  }, []);

  const retry = () => {
    leaveFirstView();
    void start();
  };

  return (
    <main class="sign-in">
      <h1 ref={heading} tabIndex={-1}>
        The console is not loaded
      </h1>
      <ProblemBox problem={problem} retry={retry} />
    </main>
  );
}
