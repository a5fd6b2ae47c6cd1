import { computed } from 'vue';
import type { Hall } from '../../../shared/contract/hall.ts';
import type { PersonFile } from '../../../shared/contract/privacy.ts';
import { textIn } from '../../../shared/languages.ts';
import { localDateTime } from '../../days.ts';
import type { Column } from '../../parts/columns.ts';
import { useTexts } from '../../texts/index.ts';

type Booking = PersonFile['appointments'][number];
type Visit = PersonFile['homeVisits'][number];
type Told = PersonFile['cases'][number];
type HandedIn = PersonFile['applications'][number];
type Client = PersonFile['clients'][number];
type Visited = PersonFile['tickets'][number];

/** The columns of what is kept about a person: bookings, home visits, tickets, what was handed in. */
export function usePersonColumns(hall: () => Hall) {
  const { t, language } = useTexts();
  const when = (instant: string): string => localDateTime(instant, hall().timezone);
  const idNumber = (has: boolean): string => (has ? t('privacy.kept') : '');
  const comments = (ticket: Visited): string =>
    ticket.steps
      .flatMap(({ rating }) => [rating?.comment, rating?.resolution])
      .filter(Boolean)
      .join(t('frame.comma'));

  const bookings = computed((): Column<Booking>[] => [
    {
      key: 'time',
      whole: true,
      title: t('privacy.column.time'),
      value: (b) => b.from,
      text: (b) => when(b.from),
    },
    {
      key: 'what',
      title: t('privacy.column.what'),
      value: (b) => textIn(b.queueName, language.value),
    },
    { key: 'name', title: t('privacy.column.name'), value: (b) => b.name },
    { key: 'phone', title: t('privacy.column.phone'), value: (b) => b.phone },
    {
      key: 'idNumber',
      title: t('privacy.column.idNumber'),
      value: (b) => idNumber(b.hasIdNumber),
    },
    {
      key: 'status',
      title: t('privacy.column.status'),
      value: (b) => t(`appointments.status.${b.status}`),
    },
    { key: 'code', title: t('privacy.column.code'), value: (b) => b.code },
  ]);
  const cases = computed((): Column<Told>[] => [
    {
      key: 'created',
      whole: true,
      title: t('cases.column.opened'),
      value: (c) => c.openedAt,
      text: (c) => when(c.openedAt),
    },
    {
      key: 'status',
      title: t('cases.column.status'),
      value: (c) => t(c.open ? 'cases.status.unfinished' : 'cases.status.closed'),
    },
    { key: 'text', title: t('cases.text'), value: (c) => c.text },
    { key: 'phone', title: t('cases.phone'), value: (c) => c.phone },
    { key: 'resolution', title: t('cases.resolution'), value: (c) => c.resolution },
  ]);
  const visits = computed((): Column<Visit>[] => [
    {
      key: 'created',
      whole: true,
      title: t('privacy.column.created'),
      value: (v) => v.createdAt,
      text: (v) => when(v.createdAt),
    },
    { key: 'name', title: t('privacy.column.name'), value: (v) => v.name },
    { key: 'phone', title: t('privacy.column.phone'), value: (v) => v.phone },
    { key: 'address', title: t('privacy.column.address'), value: (v) => v.address },
    { key: 'wish', title: t('privacy.column.wish'), value: (v) => v.wish },
    {
      key: 'status',
      title: t('privacy.column.status'),
      value: (v) => t(`visits.status.${v.status}`),
    },
  ]);
  const clients = computed((): Column<Client>[] => [
    { key: 'code', title: t('clients.column.code'), value: (c) => c.code },
    { key: 'name', title: t('privacy.column.name'), value: (c) => c.name },
    { key: 'phone', title: t('privacy.column.phone'), value: (c) => c.phone },
    { key: 'steward', title: t('clients.column.steward'), value: (c) => c.steward },
  ]);
  const tickets = computed((): Column<Visited>[] => [
    {
      key: 'time',
      whole: true,
      title: t('privacy.column.time'),
      value: (v) => v.takenAt,
      text: (v) => when(v.takenAt),
    },
    { key: 'number', title: t('privacy.column.number'), value: (v) => v.number },
    {
      key: 'what',
      title: t('privacy.column.what'),
      value: (v) =>
        v.steps.map((step) => textIn(step.queueName, language.value)).join(t('frame.comma')),
    },
    {
      key: 'status',
      title: t('privacy.column.status'),
      value: (v) => t(`privacy.ticketStatus.${v.status}`),
    },
    {
      key: 'idNumber',
      title: t('privacy.column.idNumber'),
      value: (v) => idNumber(v.hasIdNumber),
    },
    { key: 'note', title: t('privacy.column.note'), value: (v) => v.note },
    { key: 'rating', title: t('privacy.column.rating'), value: comments },
    {
      key: 'log',
      title: t('privacy.column.log'),
      value: (v) => v.events.length,
      text: (v) => t('privacy.lines', { n: v.events.length }),
    },
  ]);
  const handedIn = computed((): Column<HandedIn>[] => [
    { key: 'day', whole: true, title: t('privacy.column.day'), value: (a) => a.day },
    {
      key: 'what',
      title: t('privacy.column.what'),
      value: (a) => textIn(a.matterName, language.value),
    },
    { key: 'receipt', title: t('applications.column.receipt'), value: (a) => a.receipt },
    {
      key: 'status',
      title: t('privacy.column.status'),
      value: (a) => t(`applications.status.${a.status}`),
    },
    {
      key: 'idNumber',
      title: t('privacy.column.idNumber'),
      value: (a) => idNumber(a.hasIdNumber),
    },
    {
      key: 'note',
      title: t('privacy.column.note'),
      value: (a) => a.notes.join(t('frame.comma')),
    },
  ]);
  return { bookings, visits, cases, clients, tickets, handedIn, when };
}
