import '../shared/ui/base.css';
import './kiosk.css';
import { createApp } from 'vue';
import { storedPairing } from '../shared/ui/device.ts';
import App from './App.vue';
import { loadHall } from './hall.ts';
import { applyModes } from './modes.ts';
import { notePainted } from './painted.ts';
import { guardShell } from './shell.ts';
import { texts } from './texts/index.ts';

/** Milliseconds after which the first screen says that it waits. */
const patience = 1000;

applyModes();
guardShell();
const app = createApp(App).use(texts);
// Laying out is most of a start: the first screen is laid out once, with what the hall offers.
const pairing = storedPairing();
if (pairing !== null) {
  await Promise.race([
    loadHall(pairing.device.hall).catch(() => undefined),
    new Promise((resolve) => setTimeout(resolve, patience)),
  ]);
}
app.mount('#app');
notePainted();
