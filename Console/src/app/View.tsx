import { Page } from '../parts/Page';
import { to } from '../routing/router';
import { find } from './routes';

/** The view of a path, if there is one for this user. */
export function View({ path, admin }: { path: string; admin: boolean }) {
  const found = find(path);

  if (found && (admin || !found.admin)) {
    return found.view;
  }

  return (
    <Page title="Nothing here">
      <p>
        {found ? 'This part of the console is for administrators.' : 'There is no such view.'} <a href={to('/account')}>To your account</a>
      </p>
    </Page>
  );
}
