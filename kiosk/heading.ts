import { textIn, type Language } from '../shared/languages.ts';
import { useHall } from './hall.ts';
import type { Place } from './trail.ts';
import type { useTexts } from './texts/index.ts';

type T = ReturnType<typeof useTexts>['t'];
interface Heading {
  readonly title: string;
  readonly subtitle: string;
}

/** What stands at the top of each screen. */
export function headingOf(place: Place, t: T, language: Language): Heading {
  const offer = useHall();
  const stagesOf = (code: string) => offer.catalogue.directions.find((d) => d.code === code);
  switch (place.at) {
    case 'home':
      return { title: t('home.title'), subtitle: t('home.subtitle') };
    case 'direction': {
      const direction = stagesOf(place.direction);
      return {
        title: direction === undefined ? '' : textIn(direction.name, language),
        subtitle: t('home.title'),
      };
    }
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
    case 'search':
      return { title: t('search.title'), subtitle: t('search.hint') };
    case 'appointment':
      return { title: t('appointment.title'), subtitle: t('appointment.hint') };
    case 'sending':
      return { title: t('sending.title'), subtitle: t('sending.wait') };
    case 'slip':
      return { title: t('slip.title'), subtitle: t('slip.remember') };
    case 'refused':
      return { title: t('refused.title'), subtitle: '' };
  }
}
