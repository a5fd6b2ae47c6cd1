import { z } from 'zod';
import { keyScopes } from './keys.ts';
import { ScreenTimes } from './screen-times.ts';
import { Code, Instant, InstantInput, WindowNumber } from './primitives.ts';

export const roles = ['clerk', 'guide', 'manager', 'admin'] as const;
export type Role = (typeof roles)[number];
/** A keypad is a key box at a window: it presses keys for the clerk who works there. */
export const deviceKinds = ['kiosk', 'display', 'rating', 'keypad'] as const;
export type DeviceKind = (typeof deviceKinds)[number];

export const Username = z
  .string()
  .trim()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}$/, 'letters, digits, dot, hyphen, underscore');
export const Password = z.string().min(8, 'at least 8 characters').max(200);

/** What somebody has to do before anything else. */
export const accountLimits = ['password_change_required', 'second_factor_setup_required'] as const;
export type AccountLimit = (typeof accountLimits)[number];

export const SignIn = z.strictObject({
  username: z.string().min(1).max(64),
  password: z.string().min(1).max(200),
  /** Of the second factor, where there is one: six digits, or a recovery code. */
  code: z.string().trim().min(1).max(40).optional(),
});

/** Roles that somebody can have in one hall only; an administrator is one by the halls of the account. */
export const rolesOfHall = ['clerk', 'guide', 'manager'] as const satisfies Role[];
/**
 * Other roles in some halls, by the hall's code: there they take the place of `roles`. Halls that are named
 * here are among `halls`.
 */
export const HallRoles = z.record(
  Code,
  z
    .array(z.enum(rolesOfHall))
    .min(1)
    .refine((list) => new Set(list).size === list.length, 'each once'),
);
export type HallRoles = z.infer<typeof HallRoles>;
/** So many halls can have roles of their own at one person. */
const mostHallRoles = 200;
const GivenHallRoles = HallRoles.refine(
  (by) => Object.keys(by).length <= mostHallRoles,
  `${mostHallRoles} halls at most`,
);

export const Staff = z
  .object({
    id: z.string(),
    username: Username,
    name: z.string().min(1).max(60),
    /** 工号, by which visitors know a clerk; null: none was given. */
    number: z.string().nullable(),
    roles: z.array(z.enum(roles)).min(1),
    /** Codes of the halls; empty: all. */
    halls: z.array(Code),
    /** Other roles in some of these halls; absent: in none. */
    hallRoles: HallRoles.optional(),
    active: z.boolean(),
    lastSignInAt: Instant.nullable(),
    /** Sign-ins that have not ended. */
    signedIn: z.number().int(),
    /** The key of the portrait (`/api/photos/{key}`); null: there is none. */
    photo: z.string().nullable(),
    secondFactor: z.boolean(),
    /** The next sign-in leads to a new password. */
    mustChange: z.boolean(),
  })
  .meta({ id: 'Staff' });
export type Staff = z.infer<typeof Staff>;

/** Somebody of a hall's active staff, to be chosen by name. */
export const Colleague = Staff.pick({ username: true, name: true }).meta({ id: 'Colleague' });
export type Colleague = z.infer<typeof Colleague>;

const StaffNumber = z.string().trim().min(1).max(20);

export const NewStaff = z.strictObject({
  username: Username,
  password: Password,
  name: z.string().trim().min(1).max(60),
  number: StaffNumber.nullish(),
  roles: z.array(z.enum(roles)).min(1),
  halls: z.array(Code).optional(),
  hallRoles: GivenHallRoles.optional(),
  /** The person has to choose another password before anything else. */
  mustChange: z.boolean().optional(),
});
/** A change that says nothing is a slip of whoever sends it. */
function saysSomething(change: object): boolean {
  return Object.values(change).some((value) => value !== undefined);
}
export const StaffChange = z
  .strictObject({
    password: Password.optional(),
    name: z.string().trim().min(1).max(60).optional(),
    number: StaffNumber.nullish(),
    roles: z.array(z.enum(roles)).min(1).optional(),
    halls: z.array(Code).optional(),
    /** All of them; what is not in it is as `roles` say. */
    hallRoles: GivenHallRoles.optional(),
    active: z.boolean().optional(),
    mustChange: z.boolean().optional(),
  })
  .refine(saysSomething, { message: 'say what to change', path: ['name'] });

/** A receipt printer on the hall's network (TCP, usually port 9100) and its paper in millimetres. */
export const Printer = z
  .strictObject({
    host: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9.:-]{1,253}$/, 'a host name or an address'),
    port: z.number().int().min(1).max(65535).default(9100),
    width: z.union([z.literal(58), z.literal(80)]).default(80),
    /** False: it takes slips and never says how it is; nobody is told when its paper runs out. */
    reports: z.boolean().default(true),
  })
  .meta({ id: 'Printer' });
export type Printer = z.infer<typeof Printer>;

export const DeviceSettings = z
  .strictObject({
    /** Of a kiosk; absent or null: the kiosk's browser prints. */
    printer: Printer.nullish(),
    /** Of a kiosk: tickets that it may take in a minute; absent or null: any number. */
    ticketsAMinute: z.number().int().min(1).max(10_000).nullish(),
    /** Of a board or sign: when it is lit; absent or null: as the hall says. */
    screenTimes: ScreenTimes.nullish(),
  })
  .meta({ id: 'DeviceSettings' });
export type DeviceSettings = z.infer<typeof DeviceSettings>;

export const Device = z
  .object({
    id: z.string(),
    hall: Code,
    kind: z.enum(deviceKinds),
    name: z.string().min(1).max(60),
    window: WindowNumber.nullable(),
    zone: Code.nullable(),
    paired: z.boolean(),
    lastSeenAt: Instant.nullable(),
    /** From then on its token is good for nothing; null: it has no end. */
    expiresAt: Instant.nullable(),
    /** When it got another place than it was paired for: its own then goes before the address. */
    movedAt: Instant.nullable().default(null),
    settings: DeviceSettings.default({}),
  })
  .meta({ id: 'Device' });
export type Device = z.infer<typeof Device>;

/** What a screen says of itself: the build of its page, and its size in CSS pixels. */
export const ScreenFacts = z
  .strictObject({
    build: z.string().max(64).optional(),
    width: z.number().int().min(1).max(32_768),
    height: z.number().int().min(1).max(32_768),
    ratio: z.number().min(0.1).max(16).optional(),
    /** It is black now, outside its times. */
    dark: z.literal(true).optional(),
  })
  .meta({ id: 'ScreenFacts' });
export type ScreenFacts = z.infer<typeof ScreenFacts>;

/** A device as the console lists it. */
export const ListedDevice = Device.extend({
  /** It gave a sign of life within the last minutes. */
  online: z.boolean(),
  /** What it said of its page and size; null: nothing yet. */
  screen: ScreenFacts.nullable(),
  /** What is wrong with it now (`audio`, `paper`, `printer`, ...), with the detail. */
  faults: z.record(z.string(), z.string()),
  /** How its sound is; null: it has none, or has not said so. */
  audio: z.enum(['ok', 'blocked', 'failed']).nullable(),
  /** When its start address was made; null: it has none. */
  startMadeAt: Instant.nullable(),
}).meta({ id: 'ListedDevice' });
export type ListedDevice = z.infer<typeof ListedDevice>;

export const NewDevice = z.strictObject({
  hall: Code,
  kind: z.enum(deviceKinds),
  name: z.string().trim().min(1).max(60),
  window: WindowNumber.optional(),
  zone: Code.optional(),
  /** When its token ends; absent: not by a date. */
  expires: InstantInput.optional(),
});

export const DeviceChange = z
  .strictObject({
    name: z.string().trim().min(1).max(60).optional(),
    settings: DeviceSettings.optional(),
    /** When its token ends; null: not by a date. */
    expires: InstantInput.nullish(),
    /** Another place; null: none of its own. Its token stays, its screen follows. */
    window: WindowNumber.nullish(),
    zone: Code.nullish(),
  })
  .refine(saysSomething, { message: 'say what to change', path: ['name'] });

/** Who acts. */
export const Actor = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('staff'),
      id: z.string(),
      username: z.string(),
      name: z.string(),
      roles: z.array(z.enum(roles)),
      halls: z.array(Code),
      /** Other roles in some of these halls. */
      hallRoles: HallRoles.optional(),
      /** Absent: nothing stands before the work. */
      limited: z.enum(accountLimits).optional(),
      /** The password could be guessed: a page says so. */
      weakPassword: z.literal(true).optional(),
    }),
    z.object({
      kind: z.literal('device'),
      id: z.string(),
      device: z.enum(deviceKinds),
      name: z.string(),
      hall: Code,
      window: WindowNumber.nullable(),
      zone: Code.nullable(),
    }),
    /** Another system, by its key (`keys.ts`). */
    z.object({
      kind: z.literal('key'),
      id: z.string(),
      name: z.string(),
      scopes: z.array(z.enum(keyScopes)),
      /** Codes of the halls; empty: all. */
      halls: z.array(Code),
    }),
  ])
  .meta({ id: 'Actor' });
export type Actor = z.infer<typeof Actor>;

/** How a device is: what it can say of its sound, its printer and its paper. */
export const DeviceHealth = z
  .strictObject({
    online: z.boolean().optional(),
    audio: z.enum(['ok', 'blocked', 'failed']).optional(),
    printer: z.string().max(60).optional(),
    paper: z.enum(['ok', 'low', 'out']).optional(),
    detail: z.string().max(200).optional(),
    screen: ScreenFacts.optional(),
  })
  .meta({ id: 'DeviceHealth' });
export type DeviceHealth = z.infer<typeof DeviceHealth>;
