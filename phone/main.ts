import '../shared/ui/fonts.css';
import '../shared/ui/base.css';
import './phone.css';
import { createApp } from 'vue';
import App from './App.vue';
import { keepShell } from './shell.ts';
import { texts } from './texts/index.ts';

keepShell();
createApp(App).use(texts).mount('#app');
