import '../shared/ui/base.css';
import { createApp } from 'vue';
import { createTexts } from '../shared/ui/i18n.ts';
import App from './App.vue';
import { rememberedLanguage } from './language.ts';
import { en } from './texts/en.ts';
import { zhHans } from './texts/zh-Hans.ts';
import { zhHant } from './texts/zh-Hant.ts';

createApp(App)
  .use(createTexts({ 'zh-Hans': zhHans, 'zh-Hant': zhHant, en }, rememberedLanguage()))
  .mount('#app');
