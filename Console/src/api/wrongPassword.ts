import { Problem } from './problem';

/** Who is signed in and gives the password once more has not mistaken the address. */
export function wrongPassword(thrown: unknown): never {
  throw Problem.reworded(thrown, 'invalid_credentials', 'The password is wrong.');
}
