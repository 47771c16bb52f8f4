/** Lets the browser save a file that the page has made. */
export function saveFile(name: string, type: string, content: BlobPart[]): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(content, { type }));
  link.download = name;
  link.click();
  // The download has begun by then; the address is not needed for it to end.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
