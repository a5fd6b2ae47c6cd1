import { defineAsyncComponent, type Component } from 'vue';
import type { setup } from '../../texts/setup.ts';
import { catalogueTabs } from './catalogue/tabs.ts';

export type TabName = keyof (typeof setup)['zh-Hans']['tab'];

/** A part of the set-up with a form of its own. */
export interface SetupTab {
  readonly name: TabName;
  /** Where in the document it works: faults and warnings below these paths lead to it. */
  readonly places: readonly string[];
  readonly component: Component;
}

/** In the order in which a hall is thought of: the room, who works when, what is done, what was. */
export const setupTabs: readonly SetupTab[] = [
  {
    name: 'identity',
    places: [
      ...['hall.code', 'hall.name', 'hall.timezone', 'hall.logo', 'hall.accent'],
      ...['hall.kind', 'hall.parent', 'hall.address', 'hall.lat', 'hall.lon'],
    ],
    component: defineAsyncComponent(() => import('./IdentityTab.vue')),
  },
  {
    name: 'windows',
    places: ['hall.zones', 'hall.windows'],
    component: defineAsyncComponent(() => import('./WindowsTab.vue')),
  },
  {
    name: 'queues',
    places: ['hall.queues'],
    component: defineAsyncComponent(() => import('./QueuesTab.vue')),
  },
  {
    name: 'categories',
    places: ['hall.categories'],
    component: defineAsyncComponent(() => import('./CategoriesTab.vue')),
  },
  {
    name: 'duty',
    places: ['hall.duty', 'hall.hours', 'hall.enforceHours'],
    component: defineAsyncComponent(() => import('./DutyTab.vue')),
  },
  {
    name: 'regions',
    places: ['hall.regions'],
    component: defineAsyncComponent(() => import('./RegionsTab.vue')),
  },
  ...catalogueTabs,
  {
    name: 'follow',
    places: [],
    component: defineAsyncComponent(() => import('./FollowTab.vue')),
  },
  {
    name: 'history',
    places: [],
    component: defineAsyncComponent(() => import('./HistoryTab.vue')),
  },
];

/** The part that a path of the document leads to: the one that knows most of it. */
export function tabOf(path: string): TabName {
  const fits = (place: string): boolean => path === place || path.startsWith(`${place}.`);
  const best = setupTabs
    .flatMap(({ name, places }) => places.map((place) => ({ name, place })))
    .filter(({ place }) => fits(place))
    .sort((a, b) => b.place.length - a.place.length)[0];
  return best?.name ?? 'identity';
}
