import type { User } from '../../api/types';

/** What of a profile was changed; what was not is left as it is by now, perhaps by another administrator. */
export function changesOf(user: Pick<User, 'display_name' | 'roles'>, typed: { display_name: string; roles: string[] }): { display_name?: string; roles?: string[] } {
  return {
    ...(typed.display_name === (user.display_name ?? '') ? {} : { display_name: typed.display_name }),
    ...(typed.roles.join() === user.roles.join() ? {} : { roles: typed.roles }),
  };
}
