import type { z } from 'zod';
import type { Issue } from './errors.ts';

/**
 * What can be wrong at one place of a hall's set-up or of its catalogue: a stable code with its
 * words. `{…}` are the fault's facts; a screen has words of its own for each code.
 */
export const faults = {
  missing: 'is missing',
  bad_form: 'is not of the expected form',
  not_one_of: 'is none of {values}',
  stands_twice: '"{code}" stands twice',
  prefix_twice: 'prefix {code} stands twice',
  unknown_department: 'unknown department "{code}"',
  unknown_queue: 'unknown queue "{code}"',
  unknown_window: 'there is no window {code}',
  unknown_zone: 'unknown zone "{code}"',
  unknown_steward: 'nobody with the user name "{code}" works here',
  unknown_category: 'unknown category "{code}"',
  unknown_direction: 'unknown direction "{code}"',
  unknown_stage: 'unknown stage "{code}"',
  unknown_matter: 'unknown matter "{code}"',
  unknown_package: 'there is no package "{code}" of this version',
  unknown_time_zone: 'unknown time zone "{code}"',
  queue_needed: 'a matter done in the hall needs a queue',
  matter_not_in_hall: 'matter "{code}" is {mode}: it belongs under "also"',
  unknown_step: 'there is no step {step}',
  steps_in_circle: 'the steps wait for each other in a circle',
  ends_before_it_begins: 'ends before it begins',
  parts_overlap: 'overlaps with {from}–{to}',
  general_category_missing: 'the category "general" is missing',
  slot_length_needed: 'appointments need the length of a slot',
  version_has_other_content:
    '"{code}" version {version} exists with other content: give it version {next}',
  password_common: 'is one of the passwords that are tried first',
  password_like_name: 'is made of a name that everybody here knows',
  password_guessable: 'is too easy to guess',
  password_same: 'is the password that you have',
  media_missing: 'the file {file} is not here any more: upload it again',
  media_unreadable: 'cannot be read as the picture or film that it says to be',
  media_too_wide: 'has more than 4096 pixels on a side',
  not_times: 'is neither "08:00-18:00" nor minutes before and after, "60/90"',
  media_too_long: 'is longer than 120 seconds',
  media_codec:
    'its pictures are kept in a way (H.265 or another) that most screens do not play: save it as H.264',
  version_too_old: '"{code}" is at version {newest} already',
  not_this_hall: 'is not the code of this hall, "{code}"',
  hours_overlap: 'overlaps with another period, {from} to {to}',
  accent_too_light: 'the colour has a contrast of {contrast}:1 to white; {least}:1 is needed',
  logo_too_large: 'the logo has {kilobytes} KB; at most {most} are taken',
  logo_not_png: 'is no PNG picture',
  logo_size: 'the logo has {width}×{height} pixels; {least} to {most} a side are taken',
  logo_not_svg: 'is no SVG drawing',
  logo_unsafe: 'the drawing holds what a picture does not need: {what}',
  label_twice: 'the label {code} stands at two windows',
  label_is_number: 'the label {code} is the number of another window',
  coordinate_missing: 'latitude and longitude belong together',
  parent_of_itself: 'a hall is not above itself',
  parents_in_circle: 'the halls above each other go in a circle',
  follows_itself: 'a hall does not follow itself',
  no_halls: 'there is no hall in this list',
  hall_here: 'a hall with the code "{code}" is here already',
  not_a_number: 'is not a number',
  // Warnings: it can be published all the same.
  queue_without_window: 'no window serves the queue "{code}"',
  window_without_queue: 'window {code} serves no queue',
  step_without_window: 'no window serves the queue "{code}" of this step',
  translation_missing: 'has no text in: {languages}',
  hours_missing: 'tickets are given in opening hours only, and there are none',
  guide_missing: 'the guide of the package "{code}" is empty: it names no papers',
  bookings_of_retired: 'the queue "{code}" has {count} bookings',
  devices_of_retired_zone: 'the zone "{code}" has {count} devices',
  devices_of_retired_window: 'window {code} has {count} devices',
  // What holds a change until the next service day.
  queue_in_use: 'the queue "{code}" has {count} people today',
  window_in_use: 'window {code} is open or has a ticket in hand',
  time_zone_in_use: 'tickets were given today: {count}',
  not_a_workbook: 'is not a workbook that can be read',
  sheet_missing: 'the sheet "{sheet}" is missing',
  head_missing: 'the column "{head}" is missing',
  too_many_rows: 'a sheet has {most} rows at the most',
  one_row_only: 'this sheet has one row only',
  not_whole_number: 'is not a whole number',
  not_numbers: 'is not a list of numbers',
  not_yes_no: 'is neither 是 nor 否',
  not_a_day: 'is not a day such as 2026-01-01',
  not_a_time: 'is not a time such as 09:00',
  not_a_moment: 'is not a day with a time, such as 2026-01-01 09:00',
  not_weekdays: 'is not a list of weekdays',
  unknown_setting: 'there is no setting "{code}"',
  unknown_package_code: 'there is no package "{code}"',
  unknown_step_number: 'there is no step with the number {step}',
  version_needed: '"{code}" has several versions: say which',
  guide_twice: 'this package has another guide already',
  guide_of_packages_only: 'only a package has a guide',
  not_a_holiday_file: 'is no holiday file (holiday-cn JSON or ICS)',
  no_holidays: 'there are no holidays in this file',
  off_day_missing: 'does not say whether it is a day off (isOffDay)',
  holiday_repeats: 'repeats: an event for each year is needed',
  holiday_too_long: 'lasts longer than {most} days, or ends before it begins',
  already_here: 'a person with the user name "{code}" is here already',
  unknown_hall: 'there is no hall "{code}"',
  hall_not_yours: 'the hall "{code}" is not one of yours',
  no_people: 'there is nobody in this list',
  no_place_left: 'no place is left then; the next free one is {next}',
  no_place_ahead: 'no place is left then, nor at any time after it',
  no_time_then: 'there is no time that can be booked then; the next free one is {next}',
  day_out_of_range: 'is past, or more than {most} days ahead',
  has_booking: 'this telephone has a booking on this day already',
  no_appointments: '"{code}" takes no appointments',
  kind_not_here: '"{code}" is not offered in that way',
  unknown_wish: 'there is no package, matter or queue "{code}"',
  package_not_then: 'this is not offered on this day',
  nobody_invited: 'there is nobody in this list',
  not_past: 'the day {day} is not over yet',
  no_rows: 'there is nothing in it that is not here already',
  not_a_list: 'is not a list that can be read (XLSX or CSV)',
} as const;
export type FaultCode = keyof typeof faults;
export type FaultFacts = Readonly<Record<string, string | number>>;

/** A fault at its place, with its words in English. */
export function faultAt(path: string, code: FaultCode, facts: FaultFacts = {}): Issue {
  const message = faults[code].replace(/\{(\w+)\}/g, (_, fact: string) => String(facts[fact]));
  return { path, message, code, facts };
}

/**
 * What a schema found wrong, each with its place; `whole` names a fault of the input itself.
 * The input has to be reported (`reportInput`), so that what is missing is told from what is wrong.
 */
export function faultsOfForm(error: z.ZodError, whole: string): Issue[] {
  return error.issues.map((issue) => {
    const path = issue.path.length === 0 ? whole : issue.path.join('.');
    if (issue.input === undefined || issue.input === '' || issue.code === 'too_small')
      return faultAt(path, 'missing');
    if (issue.code === 'invalid_value')
      return faultAt(path, 'not_one_of', { values: issue.values.join(', ') });
    return { ...faultAt(path, 'bad_form'), message: issue.message };
  });
}
