import { defineAsyncComponent } from 'vue';

/** The parts of the catalogue: departments, matters, directions and packages, and what nobody has read yet. */
export const catalogueTabs = [
  {
    name: 'departments',
    places: ['catalogue.departments'],
    component: defineAsyncComponent(() => import('./DepartmentsPart.vue')),
  },
  {
    name: 'matters',
    places: ['catalogue.matters'],
    component: defineAsyncComponent(() => import('./MattersPart.vue')),
  },
  {
    name: 'directions',
    places: ['catalogue.directions'],
    component: defineAsyncComponent(() => import('./DirectionsPart.vue')),
  },
  {
    name: 'packages',
    places: ['catalogue.packages'],
    component: defineAsyncComponent(() => import('./PackagesPart.vue')),
  },
  {
    name: 'texts',
    places: ['hall.proposed'],
    component: defineAsyncComponent(() => import('./TextsPart.vue')),
  },
] as const;
