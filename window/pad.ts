import '../shared/ui/fonts.css';
import '../shared/ui/base.css';
import { createApp } from 'vue';
import { createTexts } from '../shared/ui/i18n.ts';
import Pad from './Pad.vue';
import { en } from './pad/texts/en.ts';
import { zhHans } from './pad/texts/zh-Hans.ts';
import { zhHant } from './pad/texts/zh-Hant.ts';

createApp(Pad)
  .use(createTexts({ 'zh-Hans': zhHans, 'zh-Hant': zhHant, en }))
  .mount('#app');
