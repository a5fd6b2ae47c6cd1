import '../shared/ui/base.css';
import './phone.css';
import { createApp } from 'vue';
import { setPace } from '../shared/ui/live.ts';
import { inPocket } from '../shared/ui/pace.ts';
import App from './App.vue';
import { keepShell } from './shell.ts';
import { texts } from './texts/index.ts';

setPace(inPocket);
keepShell();
createApp(App).use(texts).mount('#app');
