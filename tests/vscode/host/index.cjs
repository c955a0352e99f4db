/** Runs inside the extension host: mocha, with what it says written to the file that BLOCKGUIDE_REPORT names. */

const { appendFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');

exports.run = () =>
  new Promise((resolve, reject) => {
    const loaded = createRequire(join(process.env.BLOCKGUIDE_INSTALLED, 'package.json'))('mocha');
    const Mocha = loaded.default ?? loaded;
    const mocha = new Mocha({ ui: 'tdd', timeout: 40_000, color: false, reporter: 'min' });
    mocha.addFile(join(__dirname, 'suite.cjs'));
    const told = line => appendFileSync(process.env.BLOCKGUIDE_REPORT, `${JSON.stringify(line)}\n`);
    const runner = mocha.run(failures => (failures ? reject(new Error(`${failures} failed`)) : resolve()));
    runner.on('pass', test => told({ name: test.title, passed: true, milliseconds: test.duration }));
    runner.on('fail', (test, error) =>
      told({ name: test.title, passed: false, problem: String(error.stack) }),
    );
  });
