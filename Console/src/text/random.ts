/** A key under which a write can be sent again without being done twice. */
function retryKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Keys for writes of one kind: the same for the same content until it is done, however often it is sent. */
export function retryKeys(): { of(content: unknown): string; done(): void } {
  let last: { content: string; key: string } | undefined;

  return {
    of(content) {
      const text = JSON.stringify(content);
      last = last?.content === text ? last : { content: text, key: retryKey() };
      return last.key;
    },
    done() {
      last = undefined;
    },
  };
}
