import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { draftOf, keepDraft, useDraftNotice } from '../drafts';
import { arrived, begin, isChanged, saved, type Edit, type Stored } from '../text/edit';

export interface Editing<T> extends Edit<T> {
  changed: boolean;
  type(part: Partial<T>): void;
  /** Lets go of what was typed. */
  take(stored: Stored<T>): void;
  /** Something else is stored than was read: both are shown. */
  conflict(theirs: Stored<T>): void;
  saved(sent: T, stored: Stored<T>): void;
}

/** Texts under edit. Whatever comes from the service meanwhile, what was typed is let go only when the user says so: it is kept as a draft. */
export function useEdit<T extends object>(about: string, stored: Stored<T>): Editing<T> {
  const [edit, setEdit] = useState(() => draftOf<Edit<T>>(about) ?? begin(stored));
  // What is typed while a call is under way is here before it is drawn.
  const latest = useRef<Edit<T>>(edit);

  const set = (next: Edit<T>) => {
    latest.current = next;
    setEdit(next);
    keepDraft(about, isChanged(next) ? next : undefined);
  };

  useLayoutEffect(() => {
    if (stored.version !== latest.current.read.version) {
      set(arrived(latest.current, stored));
    }
  }, [stored.version]);

  useDraftNotice(about);

  return {
    ...edit,
    changed: isChanged(edit),
    type: (part) => set({ ...latest.current, typed: { ...latest.current.typed, ...part } }),
    take: (next) => set(begin(next)),
    conflict: (theirs) => set({ ...latest.current, theirs }),
    saved: (sent, next) => set(saved(latest.current, sent, next)),
  };
}
