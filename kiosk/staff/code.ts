import { computed, ref } from 'vue';
import { newKey } from '../../shared/ui/http.ts';
import { useConfig } from '../config.ts';
import { scrypt } from '@noble/hashes/scrypt.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Some tenths of a second and 16 MB a try on a kiosk's processor; without `crypto.subtle`, which plain HTTP has not. */
const cost = { N: 2 ** 14, r: 8, p: 1, dkLen: 32 };
const kind = 'scrypt';
function hashed(code: string, salt: string): string {
  return `${kind}:${salt}:${bytesToHex(scrypt(code, salt, cost))}`;
}

/** As codes were kept before there was scrypt: `salt:hash`. */
function hashedBefore(code: string, salt: string): string {
  let hash = `${salt}${code}`;
  for (let i = 0; i < 2000; i += 1) hash = bytesToHex(sha256(utf8ToBytes(salt + hash)));
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
      const kept = config.value.staffCode ?? '';
      const [first = '', salt = ''] = kept.split(':');
      if (blocked.value) return false;
      const isOld = first !== kind;
      if ((isOld ? hashedBefore(code, first) : hashed(code, salt)) === kept) {
        if (isOld) change({ staffCode: hashed(code, newKey()) });
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
