import { ref } from 'vue';

/** The code of a steward's client, typed or scanned: for the next ticket of this visitor. */
export const client = ref<string | null>(null);

/** What can be a code, as the server takes it; null: it cannot. */
export function clientCodeIn(text: string): string | null {
  const code = text.trim().toUpperCase();
  return /^[A-Z0-9]{4,12}$/.test(code) ? code : null;
}
