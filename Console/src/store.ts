import { useEffect, useState } from 'preact/hooks';

/** A value that views follow. */
export interface Store<T> {
  get(): T;
  set(next: T): void;
  subscribe(listener: () => void): () => void;
}

export function store<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();

  return {
    get: () => value,
    set(next) {
      value = next;
      listeners.forEach((listener) => listener());
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useStore<T>(followed: Store<T>): T {
  const [value, setValue] = useState(followed.get);

  useEffect(() => {
    const follow = () => setValue(() => followed.get());
    follow();
    return followed.subscribe(follow);
  }, [followed]);

  return value;
}
