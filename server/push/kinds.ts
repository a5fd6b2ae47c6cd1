import type { EventType, HallEvent } from '../../shared/contract/webhooks.ts';
import type { PushKind } from '../../shared/push-words.ts';

const kinds: Partial<Record<EventType, PushKind>> = {
  'ticket.called': 'called',
  'ticket.missed': 'changed',
  'ticket.held': 'changed',
  'ticket.put-back': 'changed',
  'ticket.transferred': 'changed',
  // The page leads on to the other hall.
  'ticket.referred': 'changed',
  'ticket.undone': 'changed',
};

/** What a phone is told of something that happened to its ticket; null: nothing. */
export function kindOf({ type, data }: HallEvent): PushKind | null {
  if (type === 'webhook.test') return null;
  // Somebody else ended it.
  if (type === 'visit.ended') return data['how'] === 'expired' ? 'changed' : null;
  if (type === 'visit.extended') return data['why'] === 'changed' ? 'changed' : null;
  return kinds[type] ?? null;
}
