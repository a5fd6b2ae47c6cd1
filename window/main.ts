import '../shared/ui/fonts.css';
import '../shared/ui/base.css';
import './window.css';
import { createApp } from 'vue';
import { Language } from '../shared/contract/text.ts';
import { createTexts } from '../shared/ui/i18n.ts';
import { keptForGood } from '../shared/ui/kept.ts';
import { readRemembered } from '../shared/ui/remembered.ts';
import { keepScreenShell } from '../shared/ui/screen-shell.ts';
import App from './App.vue';
import Terminal from './Terminal.vue';
import { languageKept } from './texts.ts';
import { en } from './texts/en.ts';
import { zhHans } from './texts/zh-Hans.ts';
import { zhHant } from './texts/zh-Hant.ts';

const language = readRemembered(keptForGood, languageKept, Language) ?? 'zh-Hans';
createApp(App, { desk: Terminal })
  .use(createTexts({ 'zh-Hans': zhHans, 'zh-Hant': zhHant, en }, language))
  .mount('#app');
keepScreenShell('/window/');
