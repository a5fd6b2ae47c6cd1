import { dropLeft } from './postgres.ts';

/** Names the run, so that what it leaves on the server is known, and drops that at its end. */
export default function setup(): () => Promise<void> {
  const run = Math.random().toString(36).slice(2, 10);
  process.env['YIHAOTONG_TEST_RUN'] = run;
  return async () => {
    const url = process.env['TEST_DATABASE_URL'];
    if (url !== undefined) await dropLeft(url, run);
  };
}
