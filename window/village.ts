import '../shared/ui/fonts.css';
import '../shared/ui/base.css';
import './window.css';
import { createApp } from 'vue';
import { Language } from '../shared/contract/text.ts';
import { createTexts } from '../shared/ui/i18n.ts';
import { keptForGood } from '../shared/ui/kept.ts';
import { readRemembered } from '../shared/ui/remembered.ts';
import App from './App.vue';
import { languageKept } from './texts.ts';
import { en } from './texts/en.ts';
import { zhHans } from './texts/zh-Hans.ts';
import { zhHant } from './texts/zh-Hant.ts';
import Desk from './village/Desk.vue';
import { en as villageEn } from './village/texts/en.ts';
import { zhHans as villageHans } from './village/texts/zh-Hans.ts';
import { zhHant as villageHant } from './village/texts/zh-Hant.ts';

const language = readRemembered(keptForGood, languageKept, Language) ?? 'zh-Hans';
createApp(App, { desk: Desk })
  .use(
    createTexts(
      {
        'zh-Hans': { ...zhHans, village: villageHans },
        'zh-Hant': { ...zhHant, village: villageHant },
        en: { ...en, village: villageEn },
      },
      language,
    ),
  )
  .mount('#app');
