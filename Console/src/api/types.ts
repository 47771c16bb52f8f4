import type { components } from './schema';

type Schemas = components['schemas'];

export type User = Schemas['UserResponse'];
export type UserStatus = Schemas['UserStatus'];
export type UserLocks = Schemas['UserLocks'];
export type Lane = Schemas['LaneDescription'];
export type SessionItem = Schemas['SessionResponse'];
export type Identity = Schemas['IdentityResponse'];
export type ApiKey = Schemas['ApiKeyDescription'];
export type AuditEvent = Schemas['EventResponse'];
export type Verification = Schemas['VerificationResponse'];
export type Persona = Schemas['PersonaResponse'];
export type Version = Schemas['VersionResponse'];
export type Notification = Schemas['NotificationResponse'];
export type NotificationSettings = Schemas['NotificationSettings'];
export type Message = Schemas['MessageResponse'];
export type Invitation = Schemas['InvitationResponse'];
export type NewInvitation = Schemas['NewInvitationResponse'];
export type Probe = Schemas['ProbeResponse'];
export type ProbeRequest = Schemas['ProbeRequest'];
export type ProbeResult = Schemas['ProbeResultResponse'];
export type Silo = Schemas['SiloResponse'];
export type GrainType = Schemas['GrainTypeResponse'];
export type GrainTypeDetail = Schemas['GrainTypeDetail'];
export type Grain = Schemas['GrainResponse'];
export type Calls = Schemas['CallsResponse'];
export type Policy = Schemas['PolicyResponse'];
export type Activity = Schemas['ActivityResponse'];
export type Rank = Schemas['RankResponse'];
export type Bucket = Schemas['BucketResponse'];
export type SigningKey = Schemas['SigningKeyResponse'];
export type SchemaEntry = Schemas['SchemaEntryResponse'];
export type SchemaVersion = Schemas['SchemaVersionResponse'];
export type Violation = Schemas['ViolationResponse'];
export type Totp = Schemas['TotpResponse'];

/** One page of a list. */
export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}
