/** Texts as they are stored. */
export interface Stored<T> {
  texts: T;
  /** Null: there is none yet, or no more. */
  version: number | null;
}

/** Texts that are edited over the version that was read. */
export interface Edit<T> {
  read: Stored<T>;
  typed: T;
  /** What was stored meanwhile, where that and what was typed leave a choice. */
  theirs?: Stored<T>;
}

export const begin = <T>(stored: Stored<T>): Edit<T> => ({ read: stored, typed: stored.texts });

export const isChanged = <T extends object>({ read, typed }: Edit<T>): boolean => !same(typed, read.texts);

/** Another version is stored. It takes the place of a text that is as it was read; one that was typed stays, and both are shown. */
export function arrived<T extends object>(edit: Edit<T>, stored: Stored<T>): Edit<T> {
  return isChanged(edit) ? { ...edit, theirs: stored } : begin(stored);
}

/** What was sent is stored, perhaps in another form. What was typed since stays. */
export function saved<T extends object>(edit: Edit<T>, sent: T, stored: Stored<T>): Edit<T> {
  return { read: stored, typed: same(edit.typed, sent) ? stored.texts : edit.typed };
}

function same<T extends object>(one: T, other: T): boolean {
  return (Object.keys(one) as (keyof T)[]).every((name) => one[name] === other[name]);
}
