import { sortedBy } from './sorting.ts';
import { z } from 'zod';
import { ticketStatuses } from '../transitions.ts';
import { PersonName, Phone } from './appointment.ts';
import { Username } from './people.ts';
import { Instant, ProblemAnswer, WindowNumber } from './primitives.ts';

export const clientKinds = ['firm', 'project', 'person'] as const;
export type ClientKind = (typeof clientKinds)[number];

/** What a client types at the kiosk, and says at the desk. */
export const ClientCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9]{4,12}$/, '4 to 12 letters and digits');

/** How many people's files are on a ticket. */
export const mostFiles = 99;
export const Files = z.number().int().min(1).max(mostFiles);

export const NewClient = z
  .strictObject({
    /** Absent: one is made that nobody guesses. */
    code: ClientCode.optional(),
    name: PersonName,
    kind: z.enum(clientKinds),
    /** Where the steward reaches the client. */
    phone: Phone.optional(),
    /** The steward, by user name. */
    steward: Username,
  })
  .meta({ id: 'NewClient' });
export type NewClient = z.infer<typeof NewClient>;

export const ClientChange = z
  .strictObject({
    name: PersonName.optional(),
    kind: z.enum(clientKinds).optional(),
    phone: Phone.nullable().optional(),
    steward: Username.optional(),
    /** False: the code opens nothing any more. */
    active: z.boolean().optional(),
  })
  .meta({ id: 'ClientChange' });
export type ClientChange = z.infer<typeof ClientChange>;

/** Whom a steward looks after (服务管家): a firm, a project, a person. */
export const Client = z
  .object({
    code: z.string(),
    /** Empty: erased. */
    name: z.string(),
    kind: z.enum(clientKinds),
    phone: z.string().nullable(),
    steward: z.object({ username: z.string(), name: z.string() }),
    active: z.boolean(),
    createdAt: Instant,
  })
  .meta({ id: 'Client' });
export type Client = z.infer<typeof Client>;

export const clientSorts = ['code', 'name', 'kind', 'steward', 'active'] as const;
export const ClientsQuery = z.strictObject({
  /** How the code begins, or a part of the name. */
  query: z.string().trim().max(60).optional(),
  steward: Username.optional(),
  active: z.stringbool().optional(),
  ...sortedBy(clientSorts),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ClientsQuery = z.infer<typeof ClientsQuery>;

export const ClientList = z
  .object({ total: z.number().int(), clients: z.array(Client) })
  .meta({ id: 'ClientList' });
export type ClientList = z.infer<typeof ClientList>;

export const mostClientsAtOnce = 500;
/** Rows as a list has them; each is read by itself, so that every fault is told with its row. */
export const ClientImport = z
  .strictObject({
    clients: z.array(z.unknown()).min(1).max(mostClientsAtOnce),
    /** Looked at only: nobody is added. */
    check: z.boolean().default(false),
  })
  .meta({ id: 'ClientImport' });
export type ClientImport = z.infer<typeof ClientImport>;

export const ClientImported = z
  .object({
    added: z.number().int(),
    /** `path` begins with the row, from 0: `3.steward`. */
    faults: z.array(ProblemAnswer.shape.issues.unwrap().element),
  })
  .meta({ id: 'ClientImported' });
export type ClientImported = z.infer<typeof ClientImported>;

/** A client's visit of today, as the steward sees it. */
export const ClientVisit = z
  .object({
    code: z.string(),
    client: z.string(),
    kind: z.enum(clientKinds),
    number: z.string(),
    status: z.enum(ticketStatuses),
    takenAt: Instant,
    /** Where it is called or served now. */
    window: WindowNumber.nullable(),
  })
  .meta({ id: 'ClientVisit' });
export type ClientVisit = z.infer<typeof ClientVisit>;

/** The topic `clients`: who of a steward's clients has come today, the newest first. */
export const StewardState = z
  .object({
    version: z.number().int(),
    at: Instant,
    steward: z.string(),
    visits: z.array(ClientVisit),
  })
  .meta({ id: 'StewardState' });
export type StewardState = z.infer<typeof StewardState>;
