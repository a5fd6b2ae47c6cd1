import { type KeyScope, keyScopes } from './contract/keys.ts';
import { type Actor, type DeviceKind, deviceKinds, type Role, roles } from './contract/people.ts';
import { rolesIn } from './roles.ts';
import { Problem } from './errors.ts';

/**
 * Who may do what: one table. Routes name the right that they need, so that whoever may not is told
 * before a byte of a body is read; services ask again where only they know the hall.
 */
export interface Grant {
  /** Whoever is not signed in: a visitor's phone, a program. */
  readonly strangers?: true;
  /** People with one of these roles; an administrator has them all. */
  readonly staff?: readonly Role[];
  readonly devices?: readonly DeviceKind[];
  /** Keys of other systems that have one of these scopes. */
  readonly keys?: readonly KeyScope[];
  /**
   * `hall` (where nothing is said): in one's own halls only. `anywhere`: the hall does not matter.
   * `site`: what belongs to no hall, for people of all halls.
   */
  readonly where?: 'hall' | 'anywhere' | 'site';
}

const everybody = { strangers: true, staff: roles, devices: deviceKinds, keys: keyScopes } as const;

export const rights = {
  public: { ...everybody, where: 'anywhere' },
  'sign-in': { ...everybody, where: 'anywhere' },
  'be-signed-in': { staff: roles, devices: deviceKinds, where: 'anywhere' },
  /** One's own password, second factor and sign-ins. */
  'own-account': { staff: roles, where: 'anywhere' },
  /** By the secret of the visit or booking, which is all that it takes. */
  'follow-visit': { ...everybody, where: 'anywhere' },
  /** A service is rated by its visitor, never by who works here. */
  'rate-visit': { strangers: true, devices: deviceKinds, where: 'anywhere' },
  'rate-at-pad': { devices: ['rating'] },
  book: { strangers: true, staff: roles, devices: ['kiosk'], keys: ['book'] },
  /** A place in line before one is there; and the code that stands in the hall for who has come. */
  'take-remotely': { strangers: true, staff: roles, keys: ['book'] },
  'see-arrival-code': { staff: roles, devices: ['kiosk', 'display'] },
  'ask-home-visit': { ...everybody, keys: ['book'], where: 'anywhere' },
  'see-bookings': { staff: ['guide', 'manager'] },
  /** People by a list, and what is sent to them: whoever has the list knows them. */
  invite: { staff: ['guide', 'manager'] },
  /** Names and telephones of those who are expected: who calls them, and nobody else. */
  'contact-visitors': { staff: ['guide'] },
  /** Those by telephone and video: whoever serves their queue at a window calls them. */
  'handle-remote-visits': { staff: ['clerk', 'guide', 'manager'] },
  'receive-home-visits': { staff: ['guide', 'manager'] },
  'take-ticket': { staff: roles, devices: ['kiosk'], keys: ['take-tickets'] },
  /** Stewards' clients: who they are, and whose. */
  'manage-clients': { staff: ['manager'] },
  /** Of one's own clients who has come today. */
  'see-own-clients': { staff: roles },
  /** A question answered without a ticket. */
  'count-consultation': { staff: roles },
  /** 暂停取号: no new tickets for a queue, while those who wait go on. */
  'pause-queue': { staff: ['guide', 'manager'] },
  'call-guide': { devices: ['kiosk'] },
  'print-slip': { staff: roles, devices: ['kiosk'], keys: ['take-tickets'] },
  /** Categories that no kiosk and no page gives: somebody has looked at the papers. */
  'give-any-category': { staff: roles },
  'work-at-window': { staff: ['clerk', 'manager'], keys: ['call'] },
  'press-key': { staff: ['clerk', 'manager'], devices: ['keypad'], keys: ['call'] },
  /** Any window's ticket in hand and its commands. */
  'manage-windows': { staff: ['manager'] },
  /** A word to a terminal or to the boards, and who has read it. */
  'send-messages': { staff: ['manager'] },
  'serve-visitor': { staff: roles },
  /** Any ticket of today, whether one has it in hand or not. */
  'guide-visitor': { staff: ['guide', 'manager'] },
  /** What was handed in (办件): a clerk those of their own, others all of the hall. */
  'handle-applications': { staff: roles },
  'handle-every-application': { staff: ['guide', 'manager'] },
  'see-projects': { staff: roles },
  'manage-projects': { staff: ['manager'] },
  /** 局长走流程: walks and the obstacles that they find. */
  'lead-walks': { staff: ['manager'] },
  /** 先锋队: who is in them, and what they see. */
  'manage-teams': { staff: ['manager'] },
  /** Of one's own team, the service says. */
  'go-on-patrol': { staff: roles },
  /** 积分制: entries, proposals, the list, the close of a month. */
  'keep-month-sheets': { staff: ['manager'] },
  'see-own-month-sheet': { staff: roles },
  'see-colleagues': { staff: ['guide', 'manager'] },
  /** What somebody has to see to: of whose, the service says. */
  'handle-cases': { staff: roles },
  /** What could not be done: clerks of the ticket in hand. */
  'open-case': { staff: roles },
  'see-hall-now': { staff: roles, keys: ['read-hall'] },
  'see-pad': { staff: roles, devices: ['rating', 'display'] },
  speak: { devices: ['display'] },
  'report-health': { devices: deviceKinds, where: 'anywhere' },
  'change-hall': { staff: ['manager'], keys: ['manage-setup'] },
  'see-setup': { staff: ['manager'], keys: ['manage-setup'] },
  'publish-setup': { staff: ['manager'], keys: ['manage-setup'] },
  'make-halls': { staff: ['admin'], where: 'site' },
  'close-day': { staff: ['manager'] },
  /** All that is kept about one person, and its erasure on request. */
  'know-persons': { staff: ['manager'] },
  'read-reports': { staff: ['manager'], keys: ['read-reports'] },
  /** Days that were unusual: no wait estimate is learnt from them. */
  'mark-days': { staff: ['manager'] },
  /** What visitors said of services, line by line: for the province's platform. */
  'export-ratings': { staff: ['manager'] },
  'read-log': { staff: ['manager'], keys: ['read-log'] },
  'see-devices': { staff: ['manager'], keys: ['read-hall'] },
  'manage-devices': { staff: ['admin'] },
  /** Lists of another system; those of people and of the set-up need their own right as well. */
  'import-lists': { staff: ['manager'] },
  'import-catalogue': { staff: ['admin'], keys: ['manage-setup'] },
  'manage-people': { staff: ['admin'] },
  'manage-keys': { staff: ['admin'] },
  /** Where other systems are told what happens. */
  'manage-webhooks': { staff: ['admin'] },
  /** What happened, as other systems are told: without names and themes. */
  'read-events': { staff: ['manager'], keys: ['read-events', 'read-log'] },
  'set-sign-in-rules': { staff: ['admin'], where: 'site' },
  'read-site-log': { staff: ['admin'], keys: ['read-log'], where: 'site' },
  'set-retention': { staff: ['admin'], where: 'site' },
  'manage-voices': { staff: ['admin'], where: 'site' },
  /** A backup holds everything of every hall. */
  'manage-backups': { staff: ['admin'], where: 'site' },
} as const satisfies Record<string, Grant>;
export type Right = keyof typeof rights;

export type StaffActor = Actor & { readonly kind: 'staff' };
/** Who asks: null and `visitor` are strangers; the clock may what it does. */
export type Asking = Actor | { readonly kind: 'visitor' } | { readonly kind: 'system' } | null;

/** No halls named: all of them. */
export function worksIn({ halls }: { readonly halls: readonly string[] }, hall: string): boolean {
  return halls.length === 0 || halls.includes(hall);
}

/** @param hall its code; absent: whether there can be a hall at all where this one may */
export function may(who: Asking, right: Right, hall?: string): boolean {
  const grant: Grant = rights[right];
  const { where = 'hall' } = grant;
  if (who === null || who.kind === 'visitor') return grant.strangers === true;
  if (who.kind === 'system') return true;
  if (who.kind === 'device') {
    if (grant.devices?.includes(who.device) !== true) return false;
    return where === 'anywhere' || (where === 'hall' && (hall === undefined || who.hall === hall));
  }
  if (who.kind === 'key') {
    if (grant.keys?.some((scope) => who.scopes.includes(scope)) !== true) return false;
    return isWhere(who, where, hall);
  }
  if (who.limited !== undefined && !openToLimited(right)) return false;
  const { staff } = grant;
  if (staff === undefined) return false;
  // What belongs to no hall is for the roles of the account itself.
  const has = where === 'site' ? who.roles : rolesIn(who, hall);
  if (!has.some((role) => role === 'admin' || staff.includes(role))) return false;
  return isWhere(who, where, hall);
}

function isWhere(
  who: { readonly halls: readonly string[] },
  where: NonNullable<Grant['where']>,
  hall: string | undefined,
): boolean {
  if (where === 'site') return who.halls.length === 0;
  return where === 'anywhere' || hall === undefined || worksIn(who, hall);
}

/** Who has something to do first may do that, sign out, and what belongs to no account. */
function openToLimited(right: Right): boolean {
  const { strangers }: Grant = rights[right];
  return strangers === true || right === 'own-account' || right === 'be-signed-in';
}

/** @throws Problem `unauthorized` for strangers, `forbidden` for all others who may not; see `refusalOf` */
export function requireMay(who: Asking, right: Right, hall?: string): void {
  if (!may(who, right, hall)) throw refusalOf(who);
}

/** What somebody who may not is told; one who has to do something first, what that is. */
export function refusalOf(who: Asking): Problem {
  if (who === null) return new Problem('unauthorized');
  return new Problem((who.kind === 'staff' ? who.limited : undefined) ?? 'forbidden');
}

/** The same for what only people do. @returns the person with the roles of that hall, where one is named */
export function requireStaffMay(who: Asking, right: Right, hall?: string): StaffActor {
  requireMay(who, right, hall);
  if (who?.kind !== 'staff') throw new Problem('forbidden');
  if (hall === undefined || who.hallRoles === undefined) return who;
  const { hallRoles: _, ...person } = who;
  return { ...person, roles: [...rolesIn(who, hall)] };
}

/**
 * Whether somebody may change a person or a key, or make one: an administrator of some halls only
 * those that work in none but these.
 */
export function mayManage(
  who: StaffActor,
  person: { readonly halls: readonly string[] },
  right: 'manage-people' | 'manage-keys' | 'manage-webhooks' = 'manage-people',
): boolean {
  if (!may(who, right)) return false;
  if (who.halls.length === 0) return true;
  return person.halls.length > 0 && person.halls.every((hall) => who.halls.includes(hall));
}
