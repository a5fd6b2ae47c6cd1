/** What strangers may cost. Generous: a hall's visitors and its clerks can share one address. */
export interface Limits {
  /** Seconds that a request's head, and the whole of it, may take to arrive. */
  readonly headSeconds: number;
  readonly requestSeconds: number;
  /** Open lines of one address, and of those live connections of strangers. */
  readonly linesAnAddress: number;
  readonly socketsAnAddress: number;
  /** What one live connection may watch at once, and say in a burst and a second. */
  readonly topicsASocket: number;
  readonly messagesInABurst: number;
  readonly messagesASecond: number;
  /** Milliseconds that the first try after the free ones waits; each further one twice as long. */
  readonly firstDelayMs: number;
  /** Sign-ins whose password waits to be compared, and those that are at once. */
  readonly passwordsWaiting: number;
  readonly passwordsAtOnce: number;
  /** What a key of another system may ask in a burst, and a second in the long run. */
  readonly keyBurst: number;
  readonly keyASecond: number;
  /** Visits at home that are asked for with one telephone, and from one network, in a day. */
  readonly homeVisitsAPhone: number;
  readonly homeVisitsANetwork: number;
}

export const usualLimits: Limits = {
  headSeconds: 15,
  requestSeconds: 30,
  linesAnAddress: 12_000,
  socketsAnAddress: 10_000,
  topicsASocket: 40,
  messagesInABurst: 60,
  messagesASecond: 10,
  firstDelayMs: 250,
  passwordsWaiting: 64,
  passwordsAtOnce: 1,
  keyBurst: 600,
  keyASecond: 50,
  homeVisitsAPhone: 5,
  homeVisitsANetwork: 40,
};
