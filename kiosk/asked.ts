import { ref } from 'vue';

/** The dialog that stands open; it ends with the visit, so that nobody finds another's. */
export const asked = ref<'language' | 'help' | 'staff' | null>(null);
