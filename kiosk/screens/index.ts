import type { Component } from 'vue';
import type { Place } from '../trail.ts';
import AppointmentScreen from './AppointmentScreen.vue';
import DepartmentScreen from './DepartmentScreen.vue';
import DepartmentsScreen from './DepartmentsScreen.vue';
import HomeScreen from './HomeScreen.vue';
import MatterScreen from './MatterScreen.vue';
import PackageScreen from './PackageScreen.vue';
import RefusedScreen from './RefusedScreen.vue';
import SearchScreen from './SearchScreen.vue';
import SendingScreen from './SendingScreen.vue';
import SlipScreen from './SlipScreen.vue';
import StageScreen from './StageScreen.vue';

export const screens: Record<Place['at'], Component> = {
  home: HomeScreen,
  stage: StageScreen,
  package: PackageScreen,
  departments: DepartmentsScreen,
  department: DepartmentScreen,
  matter: MatterScreen,
  search: SearchScreen,
  appointment: AppointmentScreen,
  sending: SendingScreen,
  slip: SlipScreen,
  refused: RefusedScreen,
};
