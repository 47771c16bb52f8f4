import { store } from '../store';

/** What has just been done, for everybody to see and hear. The number tells the same text twice apart. */
export const announcement = store<{ text: string; number: number }>({ text: '', number: 0 });

export function announce(text: string): void {
  announcement.set({ text, number: announcement.get().number + 1 });
}
