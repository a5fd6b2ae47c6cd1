/** Where nothing is known of how many a prefix gives, it may have been so many an hour. */
const leastAnHour = 60;
/** A hall gives most of a day's numbers in fewer hours than it is open. */
const busyHours = 4;

/**
 * How many numbers of a prefix may have been given in a time of which nothing is known.
 *
 * @param seconds of the service day that are not known
 * @param busiestDay numbers given on the busiest day that is known
 */
export function couldHaveGiven(seconds: number, busiestDay: number): number {
  const anHour = Math.max(leastAnHour, busiestDay / busyHours);
  return Math.ceil((Math.max(0, seconds) / 3600) * anHour);
}

/**
 * The count that a prefix goes on from, so that no number is given twice: the next full hundred after
 * all that were given or may have been, which also tells old slips from new ones at a glance.
 *
 * @param own what the data says
 * @param known what is known from elsewhere to have been given
 * @param maybe how many more may have been given since
 */
export function movedOnTo(own: number, known: number, maybe: number): number {
  if (known <= own && maybe === 0) return own;
  return Math.max(own, Math.ceil((Math.max(own, known) + maybe) / 100) * 100);
}
