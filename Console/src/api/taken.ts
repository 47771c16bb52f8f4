import { found, Problem } from './problem';

/** For what is added by a name under which the service would replace another: where `present` finds one, a problem with the field `name` is thrown. */
export async function refuseTaken(present: Promise<{ name: string }>): Promise<void> {
  // Where no name was typed, the answer is that of the list.
  if ((await found(present))?.name !== undefined) {
    const message = 'There is one of this name: change it instead.';
    throw new Problem(0, { detail: 'The name is taken.', errors: [{ field: 'name', code: 'taken', message }] });
  }
}
