import type { Catalogue } from '../../../shared/contract/catalogue.ts';
import type { Hall } from '../../../shared/contract/hall.ts';
import type { Language } from '../../../shared/languages.ts';
import { useDraft } from '../../parts/draft.ts';
import type { Unanswered } from '../../parts/once.ts';

/** What somebody at the desk or on the telephone has come for, and who it is: one form for all tabs. */
export interface DeskForm {
  package: string;
  /** Further packages on the same ticket. */
  more: string[];
  /** Those ticked of the packages, and others beside them. */
  matters: string[];
  category: string;
  /** Why it is given, by its code; '': not said. */
  reason: string;
  language: Language;
  name: string;
  phone: string;
  address: string;
  remark: string;
  /** The code of a steward's client. */
  client: string;
  /** Somebody comes for others, with so many people's files. */
  agent: boolean;
  files: number | '';
  /** Of the car; only where the hall asks for it. */
  plate: string;
  unanswered: Unanswered | null;
}

const empty = (): DeskForm => ({
  package: '',
  more: [],
  matters: [],
  category: 'general',
  reason: '',
  language: 'zh-Hans',
  name: '',
  phone: '',
  address: '',
  remark: '',
  client: '',
  agent: false,
  files: 1,
  plate: '',
  unanswered: null,
});

/** Kept in this tab of the browser until it is sent or given up. */
export const useDeskForm = (hall: Pick<Hall, 'code'>) => useDraft(`desk.${hall.code}`, empty);

/** The matters of a package that are handled at a window. */
export function mattersOf(catalogue: Catalogue, code: string): string[] {
  const found = catalogue.packages.find((each) => each.code === code);
  return found === undefined ? [] : [...new Set(found.steps.flatMap((step) => step.matters))];
}

export const isChosen = (form: Pick<DeskForm, 'package' | 'matters'>): boolean =>
  form.package !== '' || form.matters.length > 0;

/** As the API asks for it: all matters of a package are not named one by one. */
export function wishBody(
  form: Pick<DeskForm, 'package' | 'matters'> & { readonly more?: readonly string[] },
  catalogue: Catalogue,
): { package?: string; packages?: string[]; matters?: string[] } {
  if (form.package === '') return { matters: form.matters };
  const inside = new Set(mattersOf(catalogue, form.package));
  const beside = form.matters.some((code) => !inside.has(code));
  if (beside || (form.more ?? []).length > 0)
    return { packages: [form.package, ...(form.more ?? [])], matters: form.matters };
  const all = mattersOf(catalogue, form.package).length === form.matters.length;
  return { package: form.package, ...(all ? {} : { matters: form.matters }) };
}

/** Who comes: what is not filled in is not sent. */
export function comesBody({
  client,
  agent,
  files,
}: Pick<DeskForm, 'client' | 'agent' | 'files'>): object {
  return {
    ...(client === '' ? {} : { client }),
    ...(agent ? { agent, ...(files === '' ? {} : { files }) } : {}),
  };
}
