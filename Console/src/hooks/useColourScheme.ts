import { useEffect, useState } from 'preact/hooks';

const dark = matchMedia('(prefers-color-scheme: dark)');

/** What the reader prefers, for what is not drawn by the style sheet. */
export function useColourScheme(): 'dark' | 'light' {
  const [isDark, setDark] = useState(dark.matches);

  useEffect(() => {
    const follow = () => setDark(dark.matches);
    dark.addEventListener('change', follow);
    return () => dark.removeEventListener('change', follow);
  }, []);

  return isDark ? 'dark' : 'light';
}
