import type {
  Invitation,
  InvitationFigures,
  InvitedPeople,
} from '../../../shared/contract/invitation.ts';
import type { Text } from '../../../shared/contract/text.ts';
import { type Language, textIn } from '../../../shared/languages.ts';
import type { HallConfig } from '../../hall/config.ts';
import type { SiteKey } from '../../site-key.ts';
import type { Wish } from '../checks.ts';
import { bookedView } from '../view.ts';
import type { InvitationRow, InvitedRow } from './store.ts';

/** What somebody is asked to come for, in words; what is known no more keeps its code for a name. */
export function wishName(hall: HallConfig, { package: pack, matters, queue }: Wish): Text {
  const unknown = (code: string): Text => ({ 'zh-Hans': code });
  if (queue !== undefined) return hall.queueByCode.get(queue)?.name ?? unknown(queue);
  if (pack !== undefined)
    return [...hall.packages].reverse().find(({ code }) => code === pack)?.name ?? unknown(pack);
  const names = (matters ?? []).map((code) => hall.matterByCode.get(code)?.name ?? unknown(code));
  const joined = (language: Language, sign: string): string =>
    names.map((name) => textIn(name, language)).join(sign);
  return {
    'zh-Hans': joined('zh-Hans', '、'),
    'zh-Hant': joined('zh-Hant', '、'),
    en: joined('en', ', '),
  };
}

export function invitationView(
  hall: HallConfig,
  row: InvitationRow,
  figures: Omit<InvitationFigures, 'invited'> | undefined,
): Invitation {
  const { id, title, kind, message } = row;
  const none = { expected: 0, moved: 0, cancelled: 0, came: 0, served: 0, missed: 0 };
  return {
    ...{ id, title, kind, message },
    what: wishName(hall, JSON.parse(row.wish) as Wish),
    firstDay: row.first_day,
    lastDay: row.last_day,
    createdAt: row.created_at,
    createdBy: row.created_by,
    figures: { invited: row.invited, ...(figures ?? none) },
  };
}

export function invitedView(
  hall: HallConfig,
  row: InvitedRow,
  key: SiteKey,
  isClear: boolean,
): InvitedPeople['people'][number] {
  return {
    ...bookedView(hall, row, key, { isClear, affected: null }),
    served: row.ticket_status === 'done' || row.outcome === 'done',
  };
}
