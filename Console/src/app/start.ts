import { api } from '../api/api';
import { Problem } from '../api/problem';
import { forget, renew, session } from '../api/session';
import { claimDrafts } from '../drafts';

/** Goes on with the session of the cookie, where there is one. */
export async function start(): Promise<void> {
  try {
    await ((await renew(undefined)) ? enter() : forget());
  } catch (thrown) {
    forget(Problem.from(thrown).message);
  }
}

/** There is a token: asks whose, and shows the page. */
export async function enter(): Promise<void> {
  const user = await api.get('/api/v1/auth/me');
  claimDrafts(user.id);
  session.set({ state: 'in', user });
}
