import { store, useStore } from '../store';

export const base = '/console';

/** Where the page is: the path below `/console`, and what is asked of it. */
export interface Place {
  path: string;
  query: URLSearchParams;
}

const here = (): Place => ({ path: location.pathname.slice(base.length).replace(/\/+$/, '') || '/', query: new URLSearchParams(location.search) });

const place = store<Place>(here());

export const usePlace = () => useStore(place);

/** The address of a view. Values that may hold a dot go into the query: a path with an extension is a file. */
export function to(path: string, query: Record<string, string | undefined> = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return base + path + (given.length > 0 ? `?${new URLSearchParams(given)}` : '');
}

/** Shows another view. The one that is there already makes no second step on the way back. */
export function go(address: string, how: 'push' | 'replace' = 'push'): void {
  const isHere = new URL(address, location.href).href === location.href;
  history[how === 'push' && !isHere ? 'pushState' : 'replaceState'](null, '', address);
  place.set(here());
}

/** Before what takes its time: the answer leads on to another view, unless its user has gone to one meanwhile. */
export function goFromHere(): (address: string) => void {
  const begun = location.href;
  return (address) => location.href === begun && go(address);
}

/** Ordinary links to views stay in the page. */
export function startRouting(): void {
  addEventListener('popstate', () => place.set(here()));
  document.addEventListener('click', (click) => {
    const link = (click.target as Element).closest?.('a');
    const plain = click.button === 0 && !click.metaKey && !click.ctrlKey && !click.shiftKey && !click.altKey;

    if (link && plain && !click.defaultPrevented && link.origin === location.origin && !link.hash && !link.target
      && (link.pathname === base || link.pathname.startsWith(`${base}/`))) {
      click.preventDefault();
      go(link.href);
    }
  });
}
