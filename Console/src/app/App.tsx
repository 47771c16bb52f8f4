import { session } from '../api/session';
import { Announcements } from '../parts/Announcements';
import { useStore } from '../store';
import { SignIn } from '../views/signin/SignIn';
import { Layout } from './Layout';
import { StepUpDialog } from './StepUpDialog';

export function App() {
  const now = useStore(session);

  return (
    <>
      {now.state === 'starting' && <p class="empty">Loading…</p>}
      {now.state === 'out' && <SignIn notice={now.notice} />}
      {now.state === 'in' && (
        <>
          <Layout key={now.user.id} user={now.user} />
          <StepUpDialog email={now.user.email} />
        </>
      )}
      <Announcements />
    </>
  );
}
