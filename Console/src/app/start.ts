import { api } from '../api/api';
import { Problem } from '../api/problem';
import { forget, renew, session, show } from '../api/session';

/** Goes on with the session of the cookie, where there is one. What is no answer to that leaves open whether there is, and can be tried again. */
export async function start(): Promise<void> {
  session.set({ state: 'starting' });

  try {
    await ((await renew(undefined)) ? enter() : forget());
  } catch (thrown) {
    const problem = Problem.from(thrown);

    if (problem.status === 401) {
      forget(problem.message);
    } else {
      session.set({ state: 'failed', problem });
    }
  }
}

/** There is a token: asks whose, and shows the page. */
export async function enter(): Promise<void> {
  show(await api.get('/api/v1/auth/me'));
}
