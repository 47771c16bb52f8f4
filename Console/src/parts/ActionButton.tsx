import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { keepDraft } from '../drafts';
import { announce } from './announce';
import { Dialog } from './Dialog';
import { Area } from './Field';
import { Form, type Values } from './Form';

interface ActionButtonProps {
  label: string;
  /** The question that the dialog asks. */
  title: string;
  /** What will happen, and fields where the action takes any. */
  children?: ComponentChildren;
  /** The word of the button that does it; the label when left out. */
  confirm?: string;
  danger?: boolean;
  /** Under this name what is typed into the dialog is kept until it is sent or called off. */
  draft?: string;
  /** Asks for a reason, which the audit log keeps. */
  reason?: boolean;
  /** What the button is about, for who hears it without its row. */
  about?: string;
  run: (values: Values) => Promise<void>;
  done: string;
}

/** A button that asks before it acts. */
export function ActionButton({ label, title, children, confirm, danger, draft, reason, about, run, done }: ActionButtonProps) {
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    if (draft) {
      keepDraft(draft, undefined);
    }
  };

  return (
    <>
      <button type="button" class={danger ? 'danger' : undefined} onClick={() => setOpen(true)}>
        {label}
        {about && <span class="hidden"> {about}</span>}
      </button>
      {open && (
        <Dialog title={title} onClose={close}>
          <Form
            submit={confirm ?? label}
            danger={danger ?? false}
            draft={draft}
            cancel={close}
            run={async (values) => {
              await run(values);
              close();
              announce(done);
            }}
          >
            {children}
            {reason && <Area label="Reason" name="reason" rows={2} maxLength={500} hint="Kept in the audit log. It may be left out." />}
          </Form>
        </Dialog>
      )}
    </>
  );
}
