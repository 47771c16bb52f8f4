import { useEffect, useState } from 'preact/hooks';
import { useStore } from '../store';
import { announcement } from './announce';

const shownFor = 6000;

/** The live region of the page. It is always there, so that screen readers follow it. */
export function Announcements() {
  const { text, number } = useStore(announcement);
  const [over, setOver] = useState(0);

  useEffect(() => {
    const timer = setTimeout(() => setOver(number), shownFor);
    return () => clearTimeout(timer);
  }, [number]);

  return (
    <div class="announcements" role="status">
      {over < number && text && <p key={number}>{text}</p>}
    </div>
  );
}
