import { computed } from 'vue';
import type { Application } from '../../../shared/contract/application.ts';
import { textIn } from '../../../shared/languages.ts';
import { windowName } from '../../../shared/ui/window-labels.ts';
import type { Column } from '../../parts/columns.ts';
import { useTexts } from '../../texts/index.ts';

/** The columns of the list of applications. */
export function useColumns() {
  const { t, language } = useTexts();
  return computed((): Column<Application>[] => [
    { key: 'receipt', title: t('applications.column.receipt'), value: (a) => a.receipt },
    {
      key: 'matter',
      title: t('applications.column.matter'),
      value: (a) => textIn(a.matterName, language.value),
    },
    {
      key: 'department',
      roomy: true,
      title: t('applications.column.department'),
      value: (a) => textIn(a.departmentName, language.value),
    },
    {
      key: 'accepted',
      whole: true,
      title: t('applications.column.accepted'),
      value: (a) => a.day,
    },
    {
      key: 'where',
      roomy: true,
      title: t('applications.column.where'),
      value: (a) => a.window,
      text: (a) =>
        [a.number, t('guide.window', { n: windowName(a.window) }), a.clerk?.name ?? '']
          .filter(Boolean)
          .join(' · '),
    },
    {
      key: 'promised',
      figures: true,
      title: t('applications.column.promised'),
      value: (a) => a.promisedWorkingDays,
    },
    { key: 'due', whole: true, title: t('applications.column.due'), value: (a) => a.dueDay },
    {
      key: 'status',
      title: t('applications.column.status'),
      value: (a) => t(`applications.status.${a.status}`),
    },
    {
      key: 'project',
      roomy: true,
      title: t('applications.column.project'),
      value: (a) => a.project?.name ?? null,
      text: (a) => a.project?.name ?? '',
    },
    { key: 'act', title: '', value: () => null },
  ]);
}
