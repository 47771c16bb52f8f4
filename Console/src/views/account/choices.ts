import type { NotificationSettings } from '../../api/types';

export type Kind = keyof NotificationSettings;
export const channels = ['in_app', 'email'] as const;

/** The channels that are chosen otherwise than they were; what is left out stays as it is by now. */
export function choicesOf(found: NotificationSettings, isChosen: (kind: Kind, channel: (typeof channels)[number]) => boolean): NotificationSettings {
  const kinds = Object.keys(found) as Kind[];

  return Object.fromEntries(
    kinds.flatMap((kind) => {
      const chosen = channels.filter((channel) => isChosen(kind, channel) !== (found[kind]?.[channel] ?? false));
      return chosen.length === 0 ? [] : [[kind, Object.fromEntries(chosen.map((channel) => [channel, isChosen(kind, channel)]))]];
    }),
  );
}
