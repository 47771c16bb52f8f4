import { to, usePlace } from '../routing/router';

type Item = readonly [path: string, text: string];

const operations: readonly Item[] = [
  ['/', 'Now'],
  ['/probes', 'Probes'],
  ['/grains', 'Grains'],
  ['/users', 'Users'],
  ['/invitations', 'Invitations'],
  ['/messages', 'Messages'],
  ['/limits', 'Limits'],
  ['/schemas', 'Schemas'],
  ['/keys', 'Signing keys'],
  ['/audit', 'Audit'],
];

const account: readonly Item[] = [
  ['/account', 'Profile'],
  ['/account/security', 'Password and MFA'],
  ['/account/sessions', 'Sessions'],
  ['/account/keys', 'API keys'],
  ['/account/personas', 'Personas'],
  ['/account/notifications', 'Notifications'],
  ['/account/data', 'Data and deletion'],
];

export function Navigation({ admin, open }: { admin: boolean; open: boolean }) {
  return (
    <nav id="navigation" aria-label="Main" class={open ? 'open' : undefined}>
      {admin && <Items title="Operations" items={operations} />}
      <Items title="My account" items={account} />
    </nav>
  );
}

function Items({ title, items }: { title: string; items: readonly Item[] }) {
  const { path } = usePlace();
  // The most particular of the views above this one.
  const current = items
    .map(([item]) => item)
    .filter((item) => path === item || (item !== '/' && path.startsWith(`${item}/`)))
    .sort((one, other) => other.length - one.length)[0];

  return (
    <>
      <p class="nav-title">{title}</p>
      <ul>
        {items.map(([item, text]) => (
          <li key={item}>
            <a href={to(item)} aria-current={item === current ? 'page' : undefined}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
