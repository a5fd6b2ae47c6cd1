import { Guesses, Turns } from '../attempts.ts';
import { DeviceEnds } from '../devices/ends.ts';
import { DevicesHealth } from '../devices/health.ts';
import { Pairing } from '../devices/pairing.ts';
import { Devices } from '../devices/service.ts';
import { ApiKeys } from '../keys/service.ts';
import { kindOf } from '../media/look.ts';
import { Seen } from '../sessions/seen.ts';
import { Sessions } from '../sessions/service.ts';
import { Provider } from '../sso/provider.ts';
import { Sso } from '../sso/service.ts';
import { Account } from '../staff/account.ts';
import { FailedSignIns } from '../staff/failed-sign-ins.ts';
import { StaffImports } from '../staff/import/service.ts';
import { KnownDevices } from '../staff/known-devices.ts';
import { Passwords } from '../staff/passwords.ts';
import { StaffPhotos } from '../staff/photos.ts';
import { SecondFactor } from '../staff/second-factor.ts';
import { StaffService } from '../staff/service.ts';
import { SigningIn } from '../staff/signing-in.ts';
import { SiteRules } from '../staff/site-rules.ts';
import { KioskRate } from '../tickets/kiosk-rate.ts';
import type { Base } from './base.ts';

/** Who may do what: people, devices and keys, how they sign in, and how that ends. */
export function wirePeople(base: Base) {
  const { db, read, commands, clock, ids, key, background, limits, tally, told, options } = base;
  const { secret } = options;
  const ended: typeof told.ended = (who) => told.ended(who);
  const seen = new Seen({ db, clock });
  const sessions = new Sessions({ read, clock, seen, db });
  const passwords = new Passwords(
    {
      turns: new Turns(limits.passwordsAtOnce, limits.passwordsWaiting),
      judge: (password) => background.run('quick', 'password', password),
      cost: options.passwordCost,
    },
    ids.token(),
  );
  const staff = new StaffService({
    ...{ commands, read, ids, passwords, sessions, ended },
    publish: (...change) => told.publish(...change),
  });
  const photos = new StaffPhotos({ commands, read, ids, staff, kindOf });
  const staffImports = new StaffImports({
    ...{ commands, read, ids, passwords },
    readList: (file) => background.run('long', 'read-people', file),
    makeTemplate: (halls) => background.run('long', 'people-template', halls),
  });
  const devicesHealth = new DevicesHealth({ commands, db, read, clock });
  const pairing = new Pairing({ commands, read, ids, key, ended });
  const devices = new Devices({
    ...{ commands, read, clock, ids, key, ended, health: devicesHealth },
    reload: (device) => told.reload(device),
  });
  const deviceEnds = new DeviceEnds({ commands, read, clock, ended });
  const keys = new ApiKeys({ commands, read, ids, ended });
  const kiosks = new KioskRate({
    ...{ commands, read, clock },
    ticketsAMinute: sessions.ticketsAMinute,
  });
  const guesses = new Guesses({ tally, seconds: 15 * 60, firstDelayMs: limits.firstDelayMs });
  const failedSignIns = new FailedSignIns({ commands, clock });
  const own = { commands, read, ids, passwords, guesses, ended, factor: new SecondFactor(secret) };
  const signingIn = new SigningIn({ ...own, failed: failedSignIns });
  const account = new Account({ ...own, signingIn, sessions });
  const siteRules = new SiteRules({ commands, read });
  const sso =
    options.sso === undefined
      ? null
      : new Sso({
          settings: options.sso,
          provider: new Provider(options.sso),
          ...{ commands, staff, signingIn, clock, ids, tally, ended, secret },
        });
  return {
    ...{
      seen,
      sessions,
      staff,
      photos,
      staffImports,
      devices,
      devicesHealth,
      pairing,
      deviceEnds,
      keys,
      kiosks,
    },
    ...{ guesses, failedSignIns, signingIn, account, siteRules, sso },
    knownDevices: new KnownDevices(ids, secret),
  };
}
export type People = ReturnType<typeof wirePeople>;
