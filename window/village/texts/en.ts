import type { Texts } from '../../../shared/ui/i18n.ts';
import type { zhHans } from './zh-Hans.ts';

export const en: Texts<typeof zhHans> = {
  take: 'Somebody comes',
  takeHint: 'Press a queue for a ticket at once, or search and tick what it is for.',
  quick: 'A ticket at once',
  wish: 'By what it is for',
  hide: 'Close',
  go: 'Take a ticket',
  pick: 'Tick something first.',
  taken: 'Ticket taken',
  ahead: '{n} ahead',
  first: 'nobody ahead',
  about: 'called in {about}',
  scan: 'Scan to follow it on a phone',
  slip: 'Print the slip',
  again: 'The next one who comes',
  number: 'Number now',
  nobody: 'No number in hand',
  calling: '{number}, please come to the window',
  serving: 'being served',
  show: 'Show to the visitor',
  showEnd: 'Close the large number',
  work: 'Calls and service',
  line: 'Who waits',
  catalogueGone: 'The list of matters cannot be read now; tickets at once can be taken.',
};
