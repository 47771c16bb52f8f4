import type { ComponentChildren } from 'preact';
import { time } from '../text/format';
import { announce } from './announce';

/** A moment, in the reader's own time zone. */
export function Time({ at, never = 'never' }: { at: string | null | undefined; never?: string }) {
  return at ? <time dateTime={at}>{time(at)}</time> : <>{never}</>;
}

export type Tone = 'good' | 'warn' | 'bad' | 'plain';

export function Badge({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}

const tones: Record<string, Tone> = {
  HEALTHY: 'good',
  DEGRADED: 'warn',
  UNHEALTHY: 'bad',
  active: 'good',
  pending: 'warn',
  inactive: 'warn',
  suspended: 'bad',
};

/** The status of a probe or of an account. */
export function Status({ of }: { of: string }) {
  return <Badge tone={tones[of] ?? 'plain'}>{of}</Badge>;
}

/** Names and what belongs to them. */
export function Facts({ of }: { of: readonly (readonly [name: string, value: ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {of.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A secret that is shown this once. */
export function Secret({ label, text }: { label: string; text: string }) {
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    announce(`${label} copied.`);
  };

  return (
    <div class="secret">
      <p>
        <strong>{label}</strong> – it is shown this once; keep it now.
      </p>
      <pre tabIndex={0}>{text}</pre>
      {/* Only a page that came over TLS or from this machine may write to the clipboard. */}
      {isSecureContext && (
        <button type="button" onClick={() => void copy()}>
          Copy
        </button>
      )}
    </div>
  );
}
