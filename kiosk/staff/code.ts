import { computed, ref } from 'vue';
import { newKey } from '../../shared/ui/http.ts';
import { useConfig } from '../config.ts';
import { sha256 } from '../sha256.ts';

const rounds = 2000;
function hashed(code: string, salt: string): string {
  let hash = `${salt}${code}`;
  for (let i = 0; i < rounds; i += 1) hash = sha256(salt + hash);
  return `${salt}:${hash}`;
}

const setupFor = 15 * 60_000;
const blockFor = 60_000;
const attempts = 5;
let wrongs = 0;
/** For the machine, not for one dialog: closing and opening it gives no further attempt. */
const blocked = ref(false);

/** A machine that was just paired may be given its code; later only a new pairing opens that again. */
export function mayChooseCode(device: string): boolean {
  const { config, change } = useConfig();
  if (config.value.setup?.device !== device)
    change({ setup: { device, until: Date.now() + setupFor } });
  return Date.now() < (config.value.setup?.until ?? 0);
}

/** The code that lets staff out of the kiosk. Five wrong ones block it for a minute. */
export function useStaffCode() {
  const { config, change } = useConfig();
  return {
    blocked,
    isSet: computed(() => config.value.staffCode !== null),
    choose: (code: string): void => {
      change({ staffCode: hashed(code, newKey()) });
    },
    isRight: (code: string): boolean => {
      const [salt = ''] = (config.value.staffCode ?? '').split(':');
      if (blocked.value) return false;
      if (hashed(code, salt) === config.value.staffCode) {
        wrongs = 0;
        return true;
      }
      wrongs += 1;
      if (wrongs >= attempts) {
        blocked.value = true;
        setTimeout(() => {
          wrongs = 0;
          blocked.value = false;
        }, blockFor);
      }
      return false;
    },
  };
}
