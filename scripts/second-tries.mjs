// A reporter of vitest's: names every test that did not pass at its first try, says what went wrong
// there, and fails the run when there are more than a machine's own stalls explain.
const most = 3;
const linesOfAnError = 12;

/** @implements {import('vitest/reporters').Reporter} */
export default class SecondTries {
  /** @type {string[][]} */
  #tests = [];

  onTestRunStart() {
    this.#tests = [];
  }

  /** @param {import('vitest/node').TestCase} test */
  onTestCaseResult(test) {
    const tries = test.diagnostic()?.retryCount ?? 0;
    const result = test.result();
    if (tries === 0 || result.state !== 'passed') return;
    const { relativeModuleId, moduleId } = test.module;
    const errors = result.errors ?? [];
    this.#tests.push([
      `${relativeModuleId}: ${test.fullName} (try ${tries + 1})`,
      ...errors.flatMap((error) => saidBy(error, moduleId)),
    ]);
  }

  onTestRunEnd() {
    if (this.#tests.length === 0) return;
    console.log(`\nNot passed at the first try (${this.#tests.length}):`);
    for (const [name, ...why] of this.#tests) {
      console.log(`  ${name}`);
      for (const line of why) console.log(`    ${line}`);
    }
    if (this.#tests.length <= most) return;
    console.log(`More than ${most} tests needed another try: the run counts as failed.`);
    process.exitCode = 1;
  }
}

/**
 * What an error says, and where the test stood.
 *
 * @param {import('vitest/node').TestError} error
 * @param {string} file the test's
 */
function saidBy({ message, stacks }, file) {
  const place = stacks?.find((frame) => frame.file === file);
  const said = message.split('\n').slice(0, linesOfAnError);
  return place === undefined ? said : [...said, `at line ${place.line}`];
}
