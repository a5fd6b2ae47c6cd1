import { resolve } from 'node:path';
import { AlarmWatch } from '../alarms/watch.ts';
import { Alarms } from '../alarms/service.ts';
import { sync } from '../backups/files.ts';
import { CalendarRanges } from '../calendar/ranges.ts';
import { seedCalendars } from '../calendar/seed.ts';
import { PopularThings } from '../catalogue/popular.ts';
import { Catalogues } from '../catalogue/service.ts';
import { Settings } from '../catalogue/settings.ts';
import { runUnit } from '../db/unit.ts';
import { Imports } from '../imports/service.ts';
import { MediaFolder } from '../media/folder.ts';
import { MediaFiles } from '../media/service.ts';
import { MediaUpkeep } from '../media/upkeep.ts';
import { Overview } from '../overview/service.ts';
import { BusyTimes } from '../region/busy.ts';
import { ManyHalls } from '../region/many.ts';
import { RegionSearch } from '../region/offers.ts';
import { Region } from '../region/region.ts';
import { Following } from '../setup-document/following.ts';
import { SetupDocuments } from '../setup-document/service.ts';
import { Printing } from '../slips/printing.ts';
import { usualPatience } from '../slips/printer.ts';
import { Slips } from '../slips/service.ts';
import { Voices } from '../voices/service.ts';
import { Workbooks } from '../workbook/service.ts';
import type { Base } from './base.ts';
import type { Leading } from './leading.ts';
import type { People } from './people.ts';
import type { Visits } from './visits.ts';

/** Halls as such: their live view and alarms, their set-up and its files, and the region of them. */
export function wireHalls(
  base: Base,
  visits: Visits,
  { devices, devicesHealth: health, staffImports }: People,
  { fitting }: Leading,
) {
  const { db, read, commands, clock, ids, background, options, told, siteAlarms } = base;
  const { calendar, tickets, applications, obstacles, teams } = visits;
  const publish: typeof told.publish = (...change) => told.publish(...change);
  const following = new Following({ commands, read, clock, ids });
  const alarms = new Alarms({
    ...{ read, siteAlarms, listeningSince: clock.now() },
    dueApplications: (...of) => applications.dueApplications(...of),
    overdueObstacles: obstacles.overdue,
    teams: teams.active,
    following: (hall) => following.standing(hall),
  });
  const { estimates, offers, admission, guide, help } = visits;
  const overview = new Overview({
    ...{ commands, estimates, offers, admission, guide, help, alarms, read, clock, publish },
    hours: calendar,
    plan: calendar.plan,
    publicUrl: options.publicUrl,
  });
  const alarmWatch = new AlarmWatch({ commands, db, ids, clock, overview, publish });

  const own = (folder: string): string => resolve(options.dataDirs.own, folder);
  const mediaFolder = new MediaFolder(own('own-media'), sync);
  const media = new MediaFiles({ commands, ids, folder: mediaFolder });
  const setups = new SetupDocuments({
    ...{ commands, overview, read, clock, ids, seedCalendars, media },
  });
  const slips = new Slips({ commands, tickets, clock });
  const patience = options.printerPatience ?? usualPatience;
  return {
    ...{ following, overview, alarmWatch, mediaFolder, media, setups, slips },
    mediaUpkeep: new MediaUpkeep({ read, clock, folder: mediaFolder }),
    settings: new Settings({ commands, overview, ids, media }),
    catalogues: new Catalogues({ commands, clock, ids }),
    popular: new PopularThings({ commands, read, clock }),
    ranges: new CalendarRanges({ commands, read }),
    imports: new Imports({
      ...{ commands, db, clock, ids, setups },
      staff: staffImports,
      judge: (judging) => background.run('long', 'judge-import', judging),
      learnAnew: (hallId) => fitting.again(hallId),
    }),
    workbooks: new Workbooks({
      ...{ commands, clock },
      make: (document) => background.run('long', 'workbook', document),
      read: (file) => background.run('long', 'read-workbook', file),
    }),
    region: new Region({ commands, overview, read, clock }),
    regionSearch: new RegionSearch({ commands, read, clock }),
    busy: new BusyTimes({
      ...{ commands, clock },
      count: (wish) => background.run('long', 'busy-hours', wish),
    }),
    many: new ManyHalls({
      ...{ commands, read, clock, ids, seedCalendars },
      readList: (file) => background.run('long', 'read-halls', file),
      makeTemplate: (halls) => background.run('long', 'halls-template', halls),
      isOpen: async (hall) =>
        !hall.enforceHours || (await runUnit(read, calendar.isOpen(hall, clock.now(hall.id)))).open,
      following: (hall) => following.standing(hall),
    }),
    voices: new Voices({
      ...{ commands, ids },
      bundledDir: resolve(options.dataDirs.bundled, 'voices'),
      ownDir: own('own-voices'),
    }),
    printing: new Printing({ commands, tickets, devices, health, slips, clock, patience }),
  };
}
export type Halls = ReturnType<typeof wireHalls>;
