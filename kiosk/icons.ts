import {
  IconArmchair,
  IconArrowsExchange,
  IconBabyCarriage,
  IconBriefcase,
  IconBuilding,
  IconBuildingFactory2,
  IconCandle,
  IconCrane,
  IconFileCertificate,
  IconHeart,
  IconHome,
  IconListDetails,
  IconSchool,
  IconSquareX,
  IconStar,
  IconUserHeart,
  IconUserMinus,
} from '@tabler/icons-vue';
import type { Component } from 'vue';

/** The icons of the stages that the product ships; a hall's own stage gets a neutral one. */
const stages: Record<string, Component> = {
  birth: IconBabyCarriage,
  schooling: IconSchool,
  employment: IconBriefcase,
  veteran: IconStar,
  aid: IconHeart,
  housing: IconHome,
  retirement: IconArmchair,
  afterlife: IconCandle,
  setup: IconBuilding,
  investment: IconCrane,
  operation: IconBuildingFactory2,
  dismissal: IconUserMinus,
  realty: IconFileCertificate,
  'staff-retirement': IconUserHeart,
  change: IconArrowsExchange,
  closing: IconSquareX,
};
export const stageIcon = (code: string): Component => stages[code] ?? IconListDetails;
