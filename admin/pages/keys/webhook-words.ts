import type { Delivery, DeliveryError } from '../../../shared/contract/webhooks.ts';
import { useTexts } from '../../texts/index.ts';

type Dashed<T extends string> = T extends `${infer A}.${infer B}` ? `${A}-${B}` : T;
/** A dot would lead deeper into the texts. */
const dashed = <T extends string>(type: T): Dashed<T> => type.replace('.', '-') as Dashed<T>;

/** Events and faults of webhooks in words. */
export function useWebhookWords(): {
  typeOf: (type: Delivery['type']) => string;
  /** Why a message did not arrive. */
  failure: (error: DeliveryError, answered: number | null) => string;
} {
  const { t } = useTexts();
  return {
    typeOf: (type) => t(`webhooks.type.${dashed(type)}`),
    failure: (error, answered) => t(`webhooks.error.${error}`, { n: answered ?? '' }),
  };
}
