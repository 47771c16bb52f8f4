/** One server-sent event. */
export interface ServerEvent {
  name: string;
  data: string;
}

/** Reads a `text/event-stream` as it comes (HTML Living Standard, 9.2.6). */
export class EventReader {
  /** The id to resume after. */
  lastId = '';
  /** How long to wait before coming back, in milliseconds, where the service said so. */
  retry: number | undefined;

  private rest = '';
  private name = '';
  private data: string[] = [];

  /** The events that this piece of the stream completes. */
  read(piece: string): ServerEvent[] {
    const lines = (this.rest + piece).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.line(line) ?? []);
  }

  /** A connection has ended: what was not complete never was. */
  restart(): void {
    this.rest = this.name = '';
    this.data = [];
  }

  private line(line: string): ServerEvent | undefined {
    if (line === '') {
      return this.dispatch();
    }

    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');

    if (field === 'event') {
      this.name = value;
    } else if (field === 'data') {
      this.data.push(value);
    } else if (field === 'id' && !value.includes('\0')) {
      this.lastId = value;
    } else if (field === 'retry' && /^\d+$/.test(value)) {
      this.retry = Number(value);
    }

    return undefined;
  }

  private dispatch(): ServerEvent | undefined {
    const event = this.data.length > 0 ? { name: this.name || 'message', data: this.data.join('\n') } : undefined;
    this.name = '';
    this.data = [];
    return event;
  }
}
