import { useEffect } from 'preact/hooks';
import { announce } from './parts/announce';
import { store, useStore } from './store';

/**
 * What was typed and is not saved, by what it is about. It is in this page's memory alone, and stays there when its view or its session
 * goes; only the user who typed it finds it again.
 */
const drafts = store<Readonly<Record<string, unknown>>>({});
let owner: string | undefined;

export const draftOf = <T>(about: string) => drafts.get()[about] as T | undefined;
export const hasDrafts = () => Object.keys(drafts.get()).length > 0;
export const useHasDraft = (about: string) => useStore(drafts)[about] !== undefined;

/** Undefined: there is nothing to keep any more. */
export function keepDraft(about: string, draft: unknown): void {
  const { [about]: before, ...others } = drafts.get();

  if (before !== draft) {
    drafts.set(draft === undefined ? others : { ...others, [about]: draft });
  }
}

export function dropDrafts(): void {
  drafts.set({});
}

/** Somebody has signed in: others than who typed them do not find the drafts. */
export function claimDrafts(user: string): void {
  if (user !== owner) {
    dropDrafts();
  }

  owner = user;
}

/** Lets the browser ask before it leaves the page, and the drafts with it. */
export function guardDrafts(): void {
  addEventListener('beforeunload', (event) => {
    if (hasDrafts()) {
      event.preventDefault();
    }
  });
}

/** Tells whoever leaves something behind unsaved, and whoever comes back to it. */
export function useDraftNotice(about: string | undefined): void {
  useEffect(() => {
    if (about === undefined) {
      return;
    }

    const tell = (text: string) => draftOf(about) !== undefined && announce(text);
    tell('What you had typed and not saved is here again.');
    return () => void tell('What you typed is not saved. It is here again when you come back, until you leave the console.');
  }, [about]);
}
