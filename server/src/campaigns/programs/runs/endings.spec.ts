import { describe, expect, it } from '@jest/globals';
import { Endings } from './endings.js';

const THRESHOLD = { successBelow: 0.5, minutes: 10, atLeast: 20 };
const MINUTE = 60_000;

/** Samples of [minute, delivered, ended]. */
function after(...samples: [minute: number, delivered: number, ended: number][]) {
  const endings = new Endings();
  for (const [minute, delivered, ended] of samples) {
    endings.note({ at: minute * MINUTE, delivered, ended }, THRESHOLD.minutes);
  }
  return endings.verdict(THRESHOLD);
}

describe('the share of delivered among what ended', () => {
  it('says nothing before anything ended', () => {
    expect(new Endings().verdict(THRESHOLD)).toBeNull();
    expect(after([0, 0, 0])).toBeNull();
  });

  it('says nothing of fewer endings than the threshold asks for', () => {
    expect(after([0, 0, 0], [1, 0, 19])).toBeNull();
    expect(after([0, 0, 0], [1, 0, 20])).toMatch(/^only 0 % of the last 20 messages were delivered/);
  });

  it('is enough at the threshold, and not below', () => {
    expect(after([0, 0, 0], [1, 50, 100])).toBeNull();
    expect(after([0, 0, 0], [1, 49, 100])).toMatch(/^only 49 % of the last 100 /);
  });

  it('looks at the window only, not at what was before', () => {
    expect(after([0, 0, 0], [1, 1000, 1000], [12, 1000, 1100])).toMatch(/^only 0 % of the last 100 /);
    expect(after([0, 0, 0], [1, 0, 15], [12, 1000, 1015], [14, 1000, 1020])).toBeNull();
  });

  it('keeps the beginning of the window when samples come quickly', () => {
    const endings = new Endings();
    for (let second = 0; second <= 60; second++) endings.note({ at: second * 1000, delivered: 0, ended: second }, 10);
    expect(endings.verdict(THRESHOLD)).toMatch(/of the last 60 messages/);
  });
});
