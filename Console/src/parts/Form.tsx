import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../api/problem';
import { useAction } from '../hooks/useAction';
import { useFormDraft } from '../hooks/useFormDraft';
import { announce } from './announce';
import { Running } from './Dialog';
import { ProblemBox } from './ProblemBox';

/** The refusal of the form that a field is in. */
export const FormProblem = createContext<Problem | undefined>(undefined);

export interface FormProps {
  /** Sends the form; what it throws is shown, beside the fields where it names them. */
  run: (values: Values) => Promise<void>;
  submit: string;
  /** What to say when it is done. */
  done?: string;
  danger?: boolean;
  /** Empties the form when it is done. */
  clears?: boolean;
  /** Under this name what is typed is kept until it is sent or called off; whoever sends it drops it. */
  draft?: string | undefined;
  /** A second button, left of the first. While the form is sent it does nothing. */
  cancel?: () => void;
  children?: ComponentChildren;
}

export function Form({ run, submit, done, danger, clears, draft, cancel, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  // The fields that show what is wrong with them by themselves.
  const [shown, setShown] = useState<string[]>([]);
  const keep = useFormDraft(form, draft);
  const action = useAction(async (element: HTMLFormElement) => run(new Values(element)));

  const running = useContext(Running);

  useLayoutEffect(() => {
    running.current = action.busy;
    return () => void (running.current = false);
  }, [action.busy]);

  useEffect(() => {
    const invalid = [...(form.current?.querySelectorAll<HTMLElement>('[aria-invalid=true]') ?? [])];
    setShown(invalid.map((field) => field.getAttribute('name') ?? ''));
    invalid[0]?.focus();
  }, [action.problem]);

  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();

    if (await action.run(form.current!)) {
      if (clears) {
        form.current?.reset();
      }
      if (done) {
        announce(done);
      }
    }
  };

  return (
    <form ref={form} onInput={keep} onSubmit={(event) => void onSubmit(event)} noValidate>
      <FormProblem.Provider value={action.problem}>{children}</FormProblem.Provider>
      <ProblemBox problem={action.problem} besides={shown} />
      <div class="actions">
        {cancel && (
          <button type="button" aria-disabled={action.busy} onClick={() => action.busy || cancel()}>
            Cancel
          </button>
        )}
        <button type="submit" class={danger ? 'danger' : 'primary'} aria-disabled={action.busy}>
          {action.busy ? 'Please wait…' : submit}
        </button>
      </div>
    </form>
  );
}

/** What is in a form's fields. */
export class Values {
  private readonly data: FormData;

  constructor(form: HTMLFormElement) {
    this.data = new FormData(form);
  }

  text(name: string): string {
    return String(this.data.get(name) ?? '').trim();
  }

  /** As it was typed, with spaces at its ends: a password. */
  exact(name: string): string {
    return String(this.data.get(name) ?? '');
  }

  /** Null for an empty field. */
  optional(name: string): string | null {
    return this.text(name) || null;
  }

  number(name: string): number | null {
    const text = this.text(name);
    return text === '' ? null : Number(text);
  }

  checked(name: string): boolean {
    return this.data.has(name);
  }

  all(name: string): string[] {
    return this.data.getAll(name).map(String);
  }

  /** The local time of a date and time field as RFC 3339. */
  time(name: string): string | null {
    const text = this.text(name);
    return text === '' ? null : new Date(text).toISOString();
  }
}
