import '../shared/ui/base.css';
import './kiosk.css';
import { createApp } from 'vue';
import App from './App.vue';
import { applyModes } from './modes.ts';
import { guardShell } from './shell.ts';
import { texts } from './texts/index.ts';

applyModes();
guardShell();
createApp(App).use(texts).mount('#app');
