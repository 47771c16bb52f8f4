import { session } from '../api/session';
import { Announcements } from '../parts/Announcements';
import { usePlace } from '../routing/router';
import { useStore } from '../store';
import { MailLink } from '../views/mail/MailLink';
import { SignIn } from '../views/signin/SignIn';
import { Failed } from './Failed';
import { Layout } from './Layout';
import { StepUpDialog } from './StepUpDialog';

export function App() {
  const now = useStore(session);
  const { path, query } = usePlace();

  // Whoever comes from a mail need not be signed in.
  if (path === '/mail' && now.state !== 'starting') {
    return (
      <>
        <MailLink token={query.get('token') ?? ''} />
        <Announcements />
      </>
    );
  }

  return (
    <>
      {now.state === 'starting' && <p class="empty">Loading…</p>}
      {now.state === 'failed' && <Failed problem={now.problem} />}
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
