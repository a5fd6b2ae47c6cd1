import type { Component } from 'vue';
import type { Place } from '../trail.ts';
import AppointmentScreen from './AppointmentScreen.vue';
import ClientScreen from './ClientScreen.vue';
import CounterScreen from './CounterScreen.vue';
import DepartmentScreen from './DepartmentScreen.vue';
import DepartmentsScreen from './DepartmentsScreen.vue';
import HomeScreen from './HomeScreen.vue';
import MatterScreen from './MatterScreen.vue';
import PackageScreen from './PackageScreen.vue';
import PlateScreen from './PlateScreen.vue';
import RefusedScreen from './RefusedScreen.vue';
import SearchScreen from './SearchScreen.vue';
import SendingScreen from './SendingScreen.vue';
import SlipScreen from './SlipScreen.vue';
import StageScreen from './StageScreen.vue';
import StationScreen from './StationScreen.vue';

export const screens: Record<Place['at'], Component> = {
  home: HomeScreen,
  stage: StageScreen,
  package: PackageScreen,
  departments: DepartmentsScreen,
  department: DepartmentScreen,
  matter: MatterScreen,
  station: StationScreen,
  counter: CounterScreen,
  search: SearchScreen,
  appointment: AppointmentScreen,
  client: ClientScreen,
  sending: SendingScreen,
  slip: SlipScreen,
  plate: PlateScreen,
  refused: RefusedScreen,
};
