import '../shared/ui/fonts.css';
import '../shared/ui/base.css';
import './admin.css';
import { createApp } from 'vue';
import { createTexts } from '../shared/ui/i18n.ts';
import App from './App.vue';
import { rememberedLanguage } from './remembered.ts';
import { router } from './router.ts';
import { texts } from './texts/index.ts';

createApp(App).use(createTexts(texts, rememberedLanguage())).use(router).mount('#app');
