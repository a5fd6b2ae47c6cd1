import type { Language } from '../../shared/languages.ts';
import { eventFacts } from './event-facts.ts';
import { eventLabels } from './event-labels.ts';
import { eventLed } from './event-led.ts';
import { eventPage } from './event-page.ts';
import { eventServices } from './event-services.ts';
import { eventSetup } from './event-setup.ts';
import { eventSite } from './event-site.ts';
import { eventVisits } from './event-visits.ts';

const of = (language: Language) => ({
  ...eventPage[language],
  fact: { ...eventLabels[language].fact, ...eventLed[language] },
  ...eventFacts[language],
  setup: eventSetup[language],
  command: { ...eventVisits[language], ...eventServices[language], ...eventSite[language] },
});

/** The log in words, by the parts that it is told in. */
export const events = { 'zh-Hans': of('zh-Hans'), 'zh-Hant': of('zh-Hant'), en: of('en') };
