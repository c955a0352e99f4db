import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Faults } from '../src/model/faults';

const REFUSED = { notice: 'Nothing listens at the address. Start it.', code: 'refused' };
const FAULT = { code: 'refused', sentence: REFUSED.notice };

function faulty(): { faults: Faults; told: () => number } {
  const faults = new Faults();
  let count = 0;
  faults.onChange(() => {
    count += 1;
  });
  faults.take(REFUSED);
  return { faults, told: () => count };
}

test('what stood in the way of a model is known until a guide comes from it', () => {
  const { faults, told } = faulty();
  assert.deepEqual(faults.current, FAULT);
  faults.finish({ writer: 'offline', cached: false });
  faults.finish({ writer: 'model', cached: true });
  assert.deepEqual(faults.current, FAULT);
  faults.finish({ writer: 'model', cached: false });
  assert.equal(faults.current, null);
  faults.finish({ writer: 'model', cached: false });
  assert.equal(told(), 2);
});

test('a change of the settings makes it unknown, and a notice without a name is none', () => {
  const { faults, told } = faulty();
  faults.forget();
  assert.equal(faults.current, null);
  faults.take({ notice: 'The names are left out.' });
  faults.take({ section: 'steps', text: '1. One' });
  assert.equal(faults.current, null);
  assert.equal(told(), 2);
});
