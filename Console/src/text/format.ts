const whole = new Intl.NumberFormat();
const short = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const precise = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

export const count = (value: number) => whole.format(value);

/** Small numbers with three digits that matter, large ones whole. */
export const amount = (value: number) => (Math.abs(value) >= 100 ? whole.format(Math.round(value)) : precise.format(value));

export const milliseconds = (value: number) => (value >= 10_000 ? `${short.format(value / 1000)} s` : `${amount(value)} ms`);

export const time = (value: string | Date) => moment.format(new Date(value));

/** When a day (`2026-11-20`) begins where the reader is, as RFC 3339; what is no day stays for the service to refuse. */
export function startOfDay(day: string): string {
  const start = new Date(`${day}T00:00`);
  return Number.isNaN(start.getTime()) ? day : start.toISOString();
}

/** A time as a field for it wants it: the reader's own, without a zone. Nothing where it is no time. */
export function localTime(at: string | undefined): string {
  const moment = new Date(at ?? '');
  const shifted = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return Number.isNaN(shifted.getTime()) ? '' : shifted.toISOString().slice(0, 16);
}

export function bytes(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = value < 1 ? 0 : Math.min(Math.floor(Math.log2(value) / 10), units.length - 1);
  return `${short.format(value / 1024 ** power)} ${units[power]}`;
}

/** The two largest units of a length of time. */
export function duration(seconds: number): string {
  const parts: [number, string][] = [
    [Math.floor(seconds / 86400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [Math.floor(seconds) % 60, 's'],
  ];
  const first = parts.findIndex(([number]) => number > 0);
  return first < 0
    ? '0 s'
    : parts
        .slice(first, first + 2)
        .filter(([number]) => number > 0)
        .map(([number, unit]) => `${number} ${unit}`)
        .join(' ');
}

/** `password_changed` for people: Password changed. */
export function words(name: string): string {
  const text = name.replaceAll(/[_.]/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
