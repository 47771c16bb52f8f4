import type { Problem } from '../api/problem';
import { duration, time } from '../text/format';

interface ProblemBoxProps {
  problem: Problem | undefined;
  /** Fields that show their own part of the problem. */
  besides?: readonly string[];
  retry?: () => void;
}

/** A refusal in full: what, which fields, when to try again, and the request to ask about. */
export function ProblemBox({ problem, besides = [], retry }: ProblemBoxProps) {
  if (!problem) {
    return null;
  }

  const fields = problem.fields.filter(({ field, message }) => !besides.includes(field) && (field || message !== problem.message));

  return (
    <div class="problem" role="alert">
      <p>{problem.message}</p>
      {problem.lockedUntil && <p>Locked until {time(problem.lockedUntil)}.</p>}
      {fields.length > 0 && (
        <ul>
          {fields.map(({ field, message }) => (
            <li key={field + message}>
              {field && <code>{field}</code>} {message}
            </li>
          ))}
        </ul>
      )}
      {problem.retryAfter !== undefined && !problem.lockedUntil && <p>Try again in {duration(Math.max(1, problem.retryAfter))}.</p>}
      {problem.requestId && <p class="small">Request {problem.requestId}</p>}
      {retry && (
        <button type="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}
