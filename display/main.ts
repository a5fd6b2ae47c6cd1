import { createApp } from 'vue';
import '../shared/ui/fonts.css';
import '../shared/ui/base.css';
import { keepScreenShell } from '../shared/ui/screen-shell.ts';
import { createTexts } from '../shared/ui/i18n.ts';
import App from './App.vue';
import { isMiniature, readOptions } from './options.ts';
import { texts } from './texts.ts';

const { theme, language } = readOptions(location.search, { zone: null, window: null });
if (theme === 'dark') document.documentElement.dataset['theme'] = 'night';
createApp(App).use(createTexts(texts, language)).mount('#app');
if (!isMiniature(location.search)) keepScreenShell('/display/');
