import { useHasDraft } from '../drafts';

/** In the question before something else takes the place of what is edited: what becomes of the text. */
export function Unsaved({ about }: { about: string }) {
  return useHasDraft(about) ? <p class="notice">Your text is not saved. It stays in its field, and what it would change is shown.</p> : null;
}
