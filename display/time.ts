/** 10:32:05 in the hall's time zone: to the second, for a line that broke. */
export function toTheSecond(when: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(when);
}
