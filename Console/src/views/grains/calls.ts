import type { Calls } from '../../api/types';
import type { Column } from '../../parts/Table';
import { amount, count, milliseconds } from '../../text/format';

/** The numbers of the calls of the last minute. */
export function callColumns<T extends { calls: Calls }>(): Column<T>[] {
  return [
    { head: 'Calls/s', cell: ({ calls }) => amount(calls.calls_per_second), numeric: true },
    { head: 'Mean', cell: ({ calls }) => timeOf(calls, calls.mean_ms), numeric: true },
    { head: '99 %', cell: ({ calls }) => timeOf(calls, calls.p99_ms), numeric: true },
    { head: 'Errors', cell: ({ calls }) => count(calls.errors), numeric: true },
  ];
}

/** Where nothing was called, no time is either. */
export const timeOf = ({ calls }: Calls, time: number) => (calls === 0 ? '–' : milliseconds(time));
