import { firstOffer } from './early.ts';
import '../shared/ui/base.css';
import './kiosk.css';
import { createApp } from 'vue';
import { keepScreenShell } from '../shared/ui/screen-shell.ts';
import App from './App.vue';
import { showOffer } from './hall.ts';
import { applyModes } from './modes.ts';
import { notePainted } from './painted.ts';
import { guardShell } from './shell.ts';
import { texts } from './texts/index.ts';

/** Milliseconds after which the first screen says that it waits. */
const patience = 1000;

/** Inside a page of the console (shared/preview.ts): nothing of an appliance then. */
const isPreview = parent !== window && new URLSearchParams(location.search).has('preview');

function start(): void {
  applyModes();
  guardShell();
  const app = createApp(App).use(texts);
  // Laying out is most of a start: the first screen is laid out once, with what the hall offers.
  const shown = firstOffer.then((offer) => {
    if (offer !== null) showOffer(offer);
  });
  void Promise.race([shown, new Promise((resolve) => setTimeout(resolve, patience))]).then(() => {
    app.mount('#app');
    notePainted();
    keepScreenShell('/kiosk/');
  });
}

if (isPreview) void import('./preview.ts').then(({ startPreview }) => startPreview());
else start();
