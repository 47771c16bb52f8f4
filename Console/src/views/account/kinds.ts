import { words } from '../../text/format';

const names: Record<string, string> = {
  new_sign_in: 'New sign-in',
  email_changed: 'E-mail changed',
  mfa_changed: 'Second factor changed',
  api_key_created: 'API key made',
  session_reuse_detected: 'Session reused',
  admin_message: 'Message of an administrator',
};

/** A kind of notification, for people. */
export const nameOfKind = (kind: string) => names[kind] ?? words(kind);
