import {
  IconActivity,
  IconAdjustments,
  IconCalendar,
  IconCalendarTime,
  IconChartBar,
  IconDatabaseExport,
  IconDeviceDesktop,
  IconHome,
  IconKey,
  IconLayoutGrid,
  IconListDetails,
  IconListSearch,
  IconMessage,
  IconMoodSad,
  IconShieldLock,
  IconSignRight,
  IconSitemap,
  IconTicket,
  IconUsers,
} from '@tabler/icons-vue';
import type { Component } from 'vue';
import type { Role } from '../shared/contract/people.ts';
import type { frame } from './texts/frame.ts';

interface Page {
  readonly name: keyof (typeof frame)['zh-Hans']['page'];
  readonly icon: Component;
  /** Whose page it is; an administrator sees them all. */
  readonly roles: readonly Role[];
  readonly group: 'today' | 'service' | 'setup';
  /** Only for people of all halls: it belongs to no hall. */
  readonly ofAllHalls?: true;
  readonly load: () => Promise<{ default: Component }>;
}

/** Every page of the console, in the order of the navigation. */
export const pages: readonly Page[] = [
  {
    name: 'live',
    icon: IconActivity,
    roles: ['manager', 'guide'],
    group: 'today',
    load: () => import('./pages/live/Live.vue'),
  },
  {
    name: 'report',
    icon: IconChartBar,
    roles: ['manager'],
    group: 'today',
    load: () => import('./pages/report/Report.vue'),
  },
  {
    name: 'guide',
    icon: IconSignRight,
    roles: ['guide', 'manager'],
    group: 'service',
    load: () => import('./pages/guide/Guide.vue'),
  },
  {
    name: 'appointments',
    icon: IconCalendarTime,
    roles: ['guide', 'manager'],
    group: 'service',
    load: () => import('./pages/appointments/Appointments.vue'),
  },
  {
    name: 'visits',
    icon: IconHome,
    roles: ['guide', 'manager'],
    group: 'service',
    load: () => import('./pages/visits/Visits.vue'),
  },
  {
    name: 'paper',
    icon: IconTicket,
    roles: ['guide', 'manager'],
    group: 'service',
    load: () => import('./pages/paper/PaperPage.vue'),
  },
  {
    name: 'cases',
    icon: IconMoodSad,
    roles: ['manager'],
    group: 'service',
    load: () => import('./pages/cases/Cases.vue'),
  },
  {
    name: 'setup',
    icon: IconSitemap,
    roles: ['manager'],
    group: 'setup',
    load: () => import('./pages/setup/Setup.vue'),
  },
  {
    name: 'settings',
    icon: IconAdjustments,
    roles: ['manager'],
    group: 'setup',
    load: () => import('./pages/settings/Settings.vue'),
  },
  {
    name: 'texts',
    icon: IconMessage,
    roles: ['manager'],
    group: 'setup',
    load: () => import('./pages/texts/Texts.vue'),
  },
  {
    name: 'catalogue',
    icon: IconListDetails,
    roles: ['manager'],
    group: 'setup',
    load: () => import('./pages/catalogue/CataloguePage.vue'),
  },
  {
    name: 'calendar',
    icon: IconCalendar,
    roles: ['guide', 'manager'],
    group: 'setup',
    load: () => import('./pages/calendar/CalendarPage.vue'),
  },
  {
    name: 'devices',
    icon: IconDeviceDesktop,
    roles: ['manager'],
    group: 'setup',
    load: () => import('./pages/devices/Devices.vue'),
  },
  {
    name: 'screens',
    icon: IconLayoutGrid,
    roles: ['manager'],
    group: 'setup',
    load: () => import('./pages/screens/Screens.vue'),
  },
  {
    name: 'staff',
    icon: IconUsers,
    roles: ['admin'],
    group: 'setup',
    load: () => import('./pages/staff/Staff.vue'),
  },
  {
    name: 'privacy',
    icon: IconShieldLock,
    roles: ['manager'],
    group: 'setup',
    load: () => import('./pages/privacy/Privacy.vue'),
  },
  {
    name: 'keys',
    icon: IconKey,
    roles: ['admin'],
    group: 'setup',
    load: () => import('./pages/keys/Keys.vue'),
  },
  {
    name: 'events',
    icon: IconListSearch,
    roles: ['manager'],
    group: 'setup',
    load: () => import('./pages/events/Events.vue'),
  },
  {
    name: 'backups',
    icon: IconDatabaseExport,
    roles: ['admin'],
    group: 'setup',
    ofAllHalls: true,
    load: () => import('./pages/backups/Backups.vue'),
  },
];
