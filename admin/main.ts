import '../shared/ui/fonts.css';
import '../shared/ui/base.css';
import './admin.css';
import { createApp } from 'vue';
import { Language } from '../shared/contract/text.ts';
import { createTexts } from '../shared/ui/i18n.ts';
import { keptForGood } from '../shared/ui/kept.ts';
import { readRemembered } from '../shared/ui/remembered.ts';
import App from './App.vue';
import { router } from './router.ts';
import { languageKept, texts } from './texts/index.ts';

const language = readRemembered(keptForGood, languageKept, Language) ?? 'zh-Hans';
createApp(App).use(createTexts(texts, language)).use(router).mount('#app');
