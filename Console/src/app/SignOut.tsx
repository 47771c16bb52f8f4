import { useState } from 'preact/hooks';
import { signOut } from '../api/session';
import { hasDrafts } from '../drafts';
import { Dialog } from '../parts/Dialog';
import { ProblemBox } from '../parts/ProblemBox';
import { useAction } from '../hooks/useAction';

/** Signs out at once; with something unsaved after a question. Where the service does not end the session, it says so. */
export function SignOut() {
  const [open, setOpen] = useState(false);
  const out = useAction(() => signOut());
  const run = async () => setOpen(!(await out.run()));
  const close = () => {
    setOpen(false);
    out.clear();
  };

  return (
    <>
      <button type="button" aria-disabled={out.busy} onClick={() => (hasDrafts() ? setOpen(true) : void run())}>
        Sign out
      </button>
      {open && (
        <Dialog title={out.problem ? 'You are still signed in' : 'Sign out?'} busy={out.busy} onClose={close}>
          {hasDrafts() && <p>What you have typed and not saved is lost.</p>}
          <ProblemBox problem={out.problem} />
          <div class="actions">
            <button type="button" aria-disabled={out.busy} onClick={() => out.busy || close()}>
              Stay
            </button>
            <button type="button" class="danger" aria-disabled={out.busy} onClick={() => void run()}>
              {out.problem ? 'Try again' : 'Sign out all the same'}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
