import { computed, type Ref } from 'vue';
import type { Catalogue } from '../../../shared/contract/catalogue.ts';
import type { Hall } from '../../../shared/contract/hall.ts';
import { textIn, type Text } from '../../../shared/languages.ts';
import { stepLine } from '../../../shared/steps.ts';
import type { Column } from '../../parts/columns.ts';
import { useTexts } from '../../texts/index.ts';

type Package = Catalogue['packages'][number];
type Matter = Catalogue['matters'][number];
type Department = Catalogue['departments'][number];

/** The columns of the catalogue's tables, with names in place of codes. */
export function useCatalogueColumns(catalogue: Ref<Catalogue | null>, hall: Ref<Hall>) {
  const { t, language } = useTexts();
  const nameIn = (
    list: readonly { code: string; name: Text }[] | undefined,
    code: string,
  ): string => {
    const found = list?.find((item) => item.code === code);
    return found === undefined ? code : textIn(found.name, language.value);
  };
  const department = (code: string): string => nameIn(catalogue.value?.departments, code);
  const queue = (code: string): string => nameIn(hall.value.queues, code);
  const direction = (code: string): string => nameIn(catalogue.value?.directions, code);
  const stage = (pack: Package): string =>
    nameIn(
      catalogue.value?.directions.find((each) => each.code === pack.direction)?.stages,
      pack.stage,
    );

  return {
    packages: computed((): Column<Package>[] => [
      {
        key: 'name',
        title: t('catalogue.column.name'),
        value: (p) => textIn(p.name, language.value),
      },
      {
        key: 'direction',
        roomy: true,
        title: t('catalogue.column.direction'),
        value: (p) => direction(p.direction),
      },
      { key: 'stage', title: t('catalogue.column.stage'), value: stage },
      { key: 'lead', title: t('catalogue.column.lead'), value: (p) => department(p.lead) },
      {
        key: 'steps',
        title: t('catalogue.column.steps'),
        value: (p) =>
          stepLine(
            p.steps,
            p.steps.map((step) => queue(step.queue)),
          ),
      },
      {
        key: 'matters',
        title: t('catalogue.column.matters'),
        value: (p) => p.steps.reduce((sum, step) => sum + step.matters.length, 0),
        figures: true,
      },
      {
        key: 'version',
        roomy: true,
        title: t('catalogue.column.version'),
        value: (p) => p.version,
        figures: true,
      },
      {
        key: 'validFrom',
        whole: true,
        title: t('catalogue.column.validFrom'),
        value: (p) => p.validFrom,
      },
      { key: 'open', title: '', value: () => null },
    ]),
    matters: computed((): Column<Matter>[] => [
      {
        key: 'name',
        title: t('catalogue.column.name'),
        value: (m) => textIn(m.name, language.value),
      },
      { key: 'code', title: t('catalogue.column.code'), value: (m) => m.code },
      {
        key: 'department',
        title: t('catalogue.column.department'),
        value: (m) => department(m.department),
      },
      {
        key: 'queue',
        title: t('catalogue.column.queue'),
        value: (m) => (m.queue === undefined ? null : queue(m.queue)),
      },
      {
        key: 'mode',
        title: t('catalogue.column.mode'),
        value: (m) => t(`catalogue.mode.${m.mode}`),
      },
    ]),
    departments: computed((): Column<Department>[] => [
      {
        key: 'name',
        title: t('catalogue.column.name'),
        value: (d) => textIn(d.name, language.value),
      },
      { key: 'code', title: t('catalogue.column.code'), value: (d) => d.code },
      {
        key: 'matters',
        title: t('catalogue.column.matters'),
        value: (d) =>
          catalogue.value?.matters.filter((matter) => matter.department === d.code).length ?? 0,
        figures: true,
      },
    ]),
  };
}
