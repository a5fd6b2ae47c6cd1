import { textIn, type Language } from '../shared/languages.ts';
import { useHall } from './hall.ts';
import { modes } from './modes.ts';
import type { Place } from './trail.ts';
import { useStations } from './stations.ts';
import type { useTexts } from './texts/index.ts';

type T = ReturnType<typeof useTexts>['t'];
interface Heading {
  readonly title: string;
  readonly subtitle: string;
}

/**
 * What stands at the top of each screen: what it is about; in large type the one question that it
 * asks.
 */
export function headingOf(place: Place, t: T, language: Language): Heading {
  const usual = usualHeading(place, t, language);
  if (!modes.large) return usual;
  switch (place.at) {
    case 'home':
      return { title: t('large.home'), subtitle: '' };
    case 'stage':
    case 'department':
    case 'station':
      return { title: t('large.stage'), subtitle: usual.title };
    case 'departments':
      return { title: t('large.departments'), subtitle: '' };
    case 'search':
      return { title: t('large.search'), subtitle: '' };
    case 'appointment':
      return { title: t('large.appointment'), subtitle: '' };
    case 'package':
    case 'matter':
    case 'counter':
      return { title: usual.title, subtitle: t('large.package') };
    default:
      return { ...usual, subtitle: '' };
  }
}

function usualHeading(place: Place, t: T, language: Language): Heading {
  const offer = useHall();
  const stagesOf = (code: string) => offer.catalogue.directions.find((d) => d.code === code);
  switch (place.at) {
    case 'home':
      return { title: t('home.title'), subtitle: t('home.subtitle') };
    case 'stage': {
      const direction = stagesOf(place.direction);
      const stage = direction?.stages.find((s) => s.code === place.stage);
      return {
        title: stage === undefined ? '' : textIn(stage.name, language),
        subtitle: direction === undefined ? '' : textIn(direction.name, language),
      };
    }
    case 'package': {
      const found = offer.packages.get(place.code);
      const lead = offer.departments.get(found?.lead ?? '');
      return {
        title: found === undefined ? '' : textIn(found.name, language),
        subtitle: lead === undefined ? '' : textIn(lead.name, language),
      };
    }
    case 'departments':
      return { title: t('matters.title'), subtitle: t('matters.choose') };
    case 'department': {
      const department = offer.departments.get(place.code);
      return {
        title: department === undefined ? '' : textIn(department.name, language),
        subtitle: t('matters.pick'),
      };
    }
    case 'matter': {
      const matter = offer.matters.get(place.code);
      const department = offer.departments.get(matter?.department ?? '');
      return {
        title: matter === undefined ? '' : textIn(matter.name, language),
        subtitle: department === undefined ? '' : textIn(department.name, language),
      };
    }
    case 'station':
    case 'counter': {
      const station = useStations().value.find(({ code }) => code === place.code);
      return {
        title: station === undefined ? '' : textIn(station.name, language),
        subtitle: place.at === 'station' ? t('station.pick') : t('station.ask'),
      };
    }
    case 'client':
      return { title: t('client.title'), subtitle: t('client.hint') };
    case 'search':
      return { title: t('search.title'), subtitle: t('search.hint') };
    case 'appointment':
      return { title: t('appointment.title'), subtitle: t('appointment.hint') };
    case 'sending':
      return { title: t('sending.title'), subtitle: t('sending.wait') };
    case 'plate':
      return { title: t('plate.title'), subtitle: t('plate.why') };
    case 'slip':
      return { title: t('slip.title'), subtitle: t('slip.remember') };
    case 'refused':
      return { title: t('refused.title'), subtitle: '' };
  }
}
