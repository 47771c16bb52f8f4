/** What is wrong with one field of a request. */
export interface FieldError {
  field: string;
  code: string;
  message: string;
}

interface ProblemDetails {
  title?: string;
  detail?: string;
  code?: string;
  request_id?: string;
  errors?: FieldError[];
  locked_until?: string;
}

/** An answer that refuses (RFC 9457), or none at all (`status` 0). */
export class Problem extends Error {
  readonly code: string;
  readonly fields: readonly FieldError[];
  readonly requestId: string | undefined;
  readonly lockedUntil: Date | undefined;

  constructor(
    readonly status: number,
    details: ProblemDetails,
    /** After how many seconds it is worth another try, where the answer says so. */
    readonly retryAfter?: number,
  ) {
    // The detail tells of the first field alone.
    const told = (details.errors?.length ?? 0) > 1 ? details.title : details.detail;
    super(told ?? details.title ?? `The service answered with ${status}.`);
    this.code = details.code ?? 'unknown';
    this.fields = details.errors ?? [];
    this.requestId = details.request_id;
    this.lockedUntil = details.locked_until ? new Date(details.locked_until) : undefined;
  }

  static readonly unreachable = () => new Problem(0, { code: 'unreachable', detail: 'The service cannot be reached. Is the connection there?' });

  static async of(response: Response): Promise<Problem> {
    const retryAfter = Number(response.headers.get('Retry-After') ?? NaN);
    const details = (await response.json().catch(() => ({}))) as ProblemDetails;
    return new Problem(response.status, details, Number.isFinite(retryAfter) ? retryAfter : undefined);
  }

  /** Whatever was thrown, as something that can be shown. */
  static from(thrown: unknown): Problem {
    return thrown instanceof Problem ? thrown : new Problem(0, { code: 'page_error', detail: `The page failed: ${String(thrown)}` });
  }

  /** The same in other words, where this code has a closer meaning than it has elsewhere. */
  static reworded(thrown: unknown, code: string, message: string): unknown {
    return thrown instanceof Problem && thrown.code === code
      ? new Problem(thrown.status, { detail: message, code, ...(thrown.requestId ? { request_id: thrown.requestId } : {}) }, thrown.retryAfter)
      : thrown;
  }

  /** What is wrong with the field, if anything. */
  field(name: string): string | undefined {
    return this.fields.find((error) => error.field === name)?.message;
  }
}

/** Undefined where there is no such thing. */
export async function found<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (thrown) {
    if (Problem.from(thrown).status === 404) {
      return undefined;
    }
    throw thrown;
  }
}
