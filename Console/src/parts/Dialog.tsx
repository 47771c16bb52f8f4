import { createContext, type ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { focusTitle } from './Page';

/** Where a form in a dialog says that it runs. */
export const Running = createContext<{ current: boolean }>({ current: false });

interface DialogProps {
  title: string;
  /** What was asked for runs; a form in the dialog says so by itself. */
  busy?: boolean;
  onClose: () => void;
  children: ComponentChildren;
}

/**
 * A modal dialog. The browser keeps the focus in it; where it was before, it is put back. While it runs what was asked for, it stays: to close it
 * would not call that off.
 */
export function Dialog({ title, busy = false, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const running = useRef(false);
  const id = useId();
  const close = (otherwise?: () => void) => (busy || running.current ? otherwise?.() : onClose());

  useLayoutEffect(() => {
    const opener = document.activeElement as HTMLElement | null;
    dialog.current?.showModal();

    return () => {
      // What opened it may have gone with what was done.
      queueMicrotask(() => (opener?.isConnected ? opener.focus() : focusTitle()));
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      // Browsers close it all the same when they are asked a second time.
      onClose={() => close(() => dialog.current?.showModal())}
    >
      <h2 id={id}>{title}</h2>
      <Running.Provider value={running}>{children}</Running.Provider>
    </dialog>
  );
}
