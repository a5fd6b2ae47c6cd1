import { createRouter, createWebHistory } from 'vue-router';
import { pages } from './pages.ts';

export const router = createRouter({
  history: createWebHistory('/admin/'),
  routes: [
    ...pages.map(({ name, load }) => ({ path: `/${name}`, name, component: load })),
    { path: '/:rest(.*)*', redirect: '/' },
    { path: '/', component: () => import('./pages/Welcome.vue') },
  ],
  scrollBehavior: (to, _from, saved) => saved ?? (to.hash ? { el: to.hash } : { top: 0 }),
});
