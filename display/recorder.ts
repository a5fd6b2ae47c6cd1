import { createApp } from 'vue';
import '../shared/ui/fonts.css';
import '../shared/ui/base.css';
import { createTexts } from '../shared/ui/i18n.ts';
import { readOptions } from './options.ts';
import Recorder from './recorder/Recorder.vue';
import { texts } from './texts.ts';

const { language } = readOptions(location.search, { zone: null, window: null });
createApp(Recorder).use(createTexts(texts, language)).mount('#app');
