import { createApp, type Ref } from 'vue';
import type { Language } from '../shared/languages.ts';
import { previewReady, type PreviewOrder } from '../shared/preview.ts';
import { showOffer } from './hall.ts';
import { applyModes } from './modes.ts';
import { notePainted } from './painted.ts';
import PreviewApp from './PreviewApp.vue';
import { texts } from './texts/index.ts';
import { useTrail } from './trail.ts';

const language = texts.global.locale as unknown as Ref<Language>;

/**
 * The page of one package as visitors will see it, for the console: drawn by this kiosk's own parts
 * from what the page around it gives. It asks the server nothing and takes no ticket.
 */
export function startPreview(): void {
  applyModes({ width: innerWidth, height: innerHeight });
  document.addEventListener('click', dropTaking, { capture: true });
  let mounted = false;
  addEventListener('message', (event: MessageEvent<Partial<PreviewOrder>>) => {
    const order = event.data.preview;
    if (event.origin !== location.origin || event.source !== parent || order === undefined) return;
    showOffer({ hall: order.hall, catalogue: order.catalogue });
    language.value = order.language;
    document.documentElement.lang = order.language;
    const trail = useTrail();
    if (trail.depth.value === 1) trail.go({ at: 'package', code: order.package });
    if (mounted) return;
    mounted = true;
    notePainted();
    createApp(PreviewApp).use(texts).mount('#app');
  });
  parent.postMessage(previewReady, location.origin);
}

/** Matters can be ticked as by a visitor; all else would lead away, or take a ticket. */
function dropTaking(event: MouseEvent): void {
  if (event.target instanceof Element && event.target.closest('[role="checkbox"]') !== null) return;
  event.preventDefault();
  event.stopPropagation();
}
