import { createRouter, createWebHistory } from 'vue-router';
import { at } from '../shared/ui/base.ts';
import { renewAt, renewForMissingPart } from '../shared/ui/renewal.ts';
import { pages } from './pages.ts';

export const router = createRouter({
  history: createWebHistory(at('/admin/')),
  routes: [
    ...pages.map(({ name, load }) => ({ path: `/${name}`, name, component: load })),
    {
      path: '/setup/packages/:code',
      component: () => import('./pages/setup/catalogue/PackagePage.vue'),
    },
    // Everybody's own: not among the pages that one is led through.
    { path: '/account', name: 'account', component: () => import('./pages/account/Account.vue') },
    // Led to by a new hall, and by the page of the hall's structure.
    { path: '/wizard', name: 'wizard', component: () => import('./pages/wizard/Wizard.vue') },
    { path: '/:rest(.*)*', redirect: '/' },
    { path: '/', component: () => import('./pages/Welcome.vue') },
  ],
  scrollBehavior: (to, _from, saved) => saved ?? (to.hash ? { el: to.hash } : { top: 0 }),
});

// A page that cannot be loaded is loaded with the whole console anew, and is where that leads.
router.onError((_error, to) => {
  renewAt(router.resolve(to.fullPath).href);
  void renewForMissingPart();
});
