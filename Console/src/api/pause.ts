/** Waits, or until it is told to stop. */
export function pause(milliseconds: number, stopped: AbortSignal): Promise<void> {
  if (stopped.aborted) {
    return Promise.resolve();
  }

  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    stopped.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
