import type { VNode } from 'preact';
import { lazy } from '../parts/lazy';
import { Data } from '../views/account/Data';
import { Keys } from '../views/account/Keys';
import { Notifications } from '../views/account/Notifications';
import { Profile } from '../views/account/Profile';
import { Security } from '../views/account/Security';
import { Sessions } from '../views/account/Sessions';
import { Audit } from '../views/audit/Audit';
import { Grain } from '../views/grains/Grain';
import { GrainType } from '../views/grains/GrainType';
import { Grains } from '../views/grains/Grains';
import { Invitations } from '../views/invitations/Invitations';
import { SigningKeys } from '../views/keys/SigningKeys';
import { Limits } from '../views/limits/Limits';
import { PolicyView } from '../views/limits/Policy';
import { Messages } from '../views/messages/Messages';
import { PersonaView } from '../views/personas/Persona';
import { Personas } from '../views/personas/Personas';
import { Probes } from '../views/probes/Probes';
import { SchemaView } from '../views/schemas/Schema';
import { Schemas } from '../views/schemas/Schemas';
import { UserView } from '../views/users/User';
import { Users } from '../views/users/Users';

// The charts are most of the page's code, and only administrators see them.
const Now = lazy(async () => (await import('../views/now/Now')).Now);

interface Route {
  admin: boolean;
  view: (name: string) => VNode;
}

const operations = (view: Route['view']): Route => ({ admin: true, view });
const own = (view: Route['view']): Route => ({ admin: false, view });

/** The views by path; `*` is one segment, which the view is given. */
const routes: Record<string, Route> = {
  '/': operations(() => <Now />),
  '/probes': operations(() => <Probes />),
  '/grains': operations(() => <Grains />),
  '/grains/type': operations(() => <GrainType />),
  '/grains/one': operations(() => <Grain />),
  '/users': operations(() => <Users />),
  '/users/*': operations((id) => <UserView id={id} />),
  '/invitations': operations(() => <Invitations />),
  '/messages': operations(() => <Messages />),
  '/limits': operations(() => <Limits />),
  '/limits/policy': operations(() => <PolicyView />),
  '/schemas': operations(() => <Schemas />),
  '/schemas/*': operations((persona) => <SchemaView persona={persona} />),
  '/keys': operations(() => <SigningKeys />),
  '/audit': operations(() => <Audit />),
  '/account': own(() => <Profile />),
  '/account/security': own(() => <Security />),
  '/account/sessions': own(() => <Sessions />),
  '/account/keys': own(() => <Keys />),
  '/account/personas': own(() => <Personas />),
  '/account/personas/*': own((name) => <PersonaView name={name} />),
  '/account/notifications': own(() => <Notifications />),
  '/account/data': own(() => <Data />),
};

export function find(path: string): { admin: boolean; view: VNode } | undefined {
  const cut = path.lastIndexOf('/') + 1;
  const exact = routes[path];
  const route = exact ?? routes[`${path.slice(0, cut)}*`];
  return route && { admin: route.admin, view: route.view(exact ? '' : path.slice(cut)) };
}
