import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { draftOf, keepDraft, useDraftNotice } from '../drafts';

type Content = Record<string, string>;

/** Keeps what is typed into a form that is not sent yet, and puts it back; the answer is to be called after each change. */
export function useFormDraft(form: RefObject<HTMLFormElement | null>, about: string | undefined): () => void {
  const begun = useRef('');

  useLayoutEffect(() => {
    begun.current = JSON.stringify(contentOf(form.current!));
    const draft = about && draftOf<Content>(about);

    if (draft) {
      for (const field of form.current!.elements) {
        put(field as HTMLInputElement, draft);
      }
    }
  }, []);

  useDraftNotice(about);

  return () => {
    if (about) {
      const content = contentOf(form.current!);
      keepDraft(about, JSON.stringify(content) === begun.current ? undefined : content);
    }
  };
}

const contentOf = (form: HTMLFormElement) => Object.fromEntries(new FormData(form)) as Content;

function put(field: HTMLInputElement, draft: Content): void {
  if (field.type === 'checkbox') {
    field.checked = field.name in draft;
  } else if (field.name in draft) {
    field.value = draft[field.name]!;
  }
}
