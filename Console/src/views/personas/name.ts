import { Problem } from '../../api/problem';

const pattern = /^[a-z0-9][a-z0-9_-]{0,62}$/;

/** The name of a persona, as typed into the field; else a problem with the field is thrown. */
export function checkedName(name: string, field: string): string {
  if (!pattern.test(name)) {
    const message = 'Lower-case letters, digits, - and _, up to 63, a letter or digit first.';
    throw new Problem(0, { detail: 'The name will not do.', errors: [{ field, code: 'invalid_persona', message }] });
  }

  return name;
}
