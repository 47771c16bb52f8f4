import { useState, useEffect } from 'preact/hooks';
import type { User } from '../api/types';
import { Boundary } from '../parts/Boundary';
import { base, go, to, usePlace } from '../routing/router';
import { Navigation } from './Navigation';
import { SignOut } from './SignOut';
import { View } from './View';
import { UnreadLink } from './UnreadLink';

/** The frame around every view. */
export function Layout({ user }: { user: User }) {
  const { path, query } = usePlace();
  const [menu, setMenu] = useState(false);
  const admin = user.roles.includes('admin');

  useEffect(() => setMenu(false), [path]);
  useEffect(() => {
    if (path === '/' && !admin) {
      go(to('/account'), 'replace');
    }
  }, [path, admin]);

  const skip = (event: Event) => {
    event.preventDefault();
    document.querySelector('h1')?.focus();
  };

  return (
    <div class="frame">
      <a class="skip" href="#main" onClick={skip}>
        Skip to the content
      </a>
      <header>
        <a class="brand" href={base}>
          Actors
        </a>
        <button type="button" class="menu" aria-expanded={menu} aria-controls="navigation" onClick={() => setMenu(!menu)}>
          Menu
        </button>
        <div class="who">
          <UnreadLink />
          <span class="email">{user.email}</span>
          <SignOut />
        </div>
      </header>
      <div class="body">
        <Navigation admin={admin} open={menu} />
        <main id="main">
          <Boundary key={path} asked={query.toString()}>
            <View path={path} admin={admin} />
          </Boundary>
        </main>
      </div>
    </div>
  );
}
