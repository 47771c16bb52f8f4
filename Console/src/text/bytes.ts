/** How long a text is in UTF-8. */
export const bytesOf = (text: string) => new TextEncoder().encode(text).length;
