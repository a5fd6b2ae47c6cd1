// A reporter of vitest's: names every test that did not pass at its first try, and fails the run when
// there are more than a machine's own stalls explain.
const most = 3;

/** @implements {import('vitest/reporters').Reporter} */
export default class SecondTries {
  /** @type {string[]} */
  #names = [];

  onTestRunStart() {
    this.#names = [];
  }

  /** @param {import('vitest/node').TestCase} test */
  onTestCaseResult(test) {
    const tries = test.diagnostic()?.retryCount ?? 0;
    if (tries === 0 || test.result().state !== 'passed') return;
    this.#names.push(`${test.module.relativeModuleId}: ${test.fullName} (try ${tries + 1})`);
  }

  onTestRunEnd() {
    if (this.#names.length === 0) return;
    console.log(`\nNot passed at the first try (${this.#names.length}):`);
    for (const name of this.#names) console.log(`  ${name}`);
    if (this.#names.length <= most) return;
    console.log(`More than ${most} tests needed another try: the run counts as failed.`);
    process.exitCode = 1;
  }
}
