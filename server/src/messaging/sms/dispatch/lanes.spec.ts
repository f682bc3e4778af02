import { describe, expect, it } from '@jest/globals';
import type { Lane } from '../message.js';
import { LANE_WEIGHTS, LaneChooser } from './lanes.js';

const choices = (chooser: LaneChooser, count: number, hasSome: (lane: Lane) => boolean = () => true) =>
  Array.from({ length: count }, () => chooser.choose(hasSome));

const longestGap = (turns: (Lane | null)[], lane: Lane) =>
  turns
    .map((turn) => (turn === lane ? '|' : '.'))
    .join('')
    .split('|')
    .reduce((longest, gap) => Math.max(longest, gap.length), 0);

describe('the lanes', () => {
  const round = LANE_WEIGHTS.reduce((sum, weight) => sum + weight, 0);

  it('share the turns by their weights while all have messages', () => {
    const turns = choices(new LaneChooser(), round * 50);
    const shares = ([0, 1, 2] as const).map((lane) => turns.filter((turn) => turn === lane).length / 50);
    expect(shares).toEqual(LANE_WEIGHTS);
  });

  it('never starve the lowest', () => {
    expect(longestGap(choices(new LaneChooser(), round * 50), 2)).toBeLessThan(2 * round);
  });

  it('mix the turns instead of giving them in runs', () => {
    const turns = choices(new LaneChooser(), round * 50);
    expect(longestGap(turns, 1)).toBeLessThan(round / 2);
    expect(longestGap(turns, 0)).toBeLessThanOrEqual(2);
  });

  it('begin with the most urgent', () => {
    expect(new LaneChooser().choose(() => true)).toBe(0);
  });

  it('give all turns to the only one that has messages', () => {
    expect(choices(new LaneChooser(), 20, (lane) => lane === 2)).toEqual(Array.from({ length: 20 }, () => 2));
  });

  it('give none when nothing waits', () => {
    expect(new LaneChooser().choose(() => false)).toBeNull();
  });

  it('do not let one save up turns while it is empty', () => {
    const chooser = new LaneChooser();
    choices(chooser, 1000, (lane) => lane === 1);
    const turns = choices(chooser, 2 * round);
    expect(turns.filter((turn) => turn === 2).length).toBeLessThanOrEqual(3);
    expect(turns.filter((turn) => turn === 1).length).toBeLessThanOrEqual(7);
  });

  it('put an urgent message before a full lane of others at once', () => {
    const chooser = new LaneChooser();
    choices(chooser, 100, (lane) => lane !== 0);
    expect(chooser.choose(() => true)).toBe(0);
  });

  it('keep their turns when a choice comes to nothing', () => {
    const [patient, hindered] = [new LaneChooser(), new LaneChooser()];
    for (let turn = 0; turn < round * 3; turn++) {
      hindered.choose(() => true);
      hindered.undo();
      expect(hindered.choose(() => true)).toBe(patient.choose(() => true));
    }
  });

  it('keep the credit of a lane whose messages cannot go just now', () => {
    const chooser = new LaneChooser();
    const turns = Array.from({ length: round * 4 }, () => {
      const lane = chooser.choose(() => true);
      chooser.choose(
        () => false,
        () => true,
      );
      return lane;
    });
    expect(turns.filter((lane) => lane === 2)).toHaveLength(4);
  });
});
