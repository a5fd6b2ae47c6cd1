import '../shared/ui/base.css';
import './region.css';
import { createApp } from 'vue';
import App from './App.vue';
import { texts } from './texts/index.ts';

createApp(App).use(texts).mount('#app');
