import { NewProgram } from '@signalbox/contracts/programs';
import { describe, expect, it } from 'vitest';
import { programOf as storedProgram } from '../../testing/programs';
import { fieldsOf, patchOf, programOf } from './program-fields';

describe('the form of a program', () => {
  const filled = { ...fieldsOf(null), name: ' Spring ', template: ' Hello ' };

  it('makes what the contracts take, and leaves the text as it was written', () => {
    const program = NewProgram.parse(programOf(filled));
    expect(program).toMatchObject({
      name: 'Spring',
      template: ' Hello ',
      pair_id: null,
      window: null,
      fail_when: null,
    });
  });

  it('makes a window and a threshold of what is switched on', () => {
    const window = { on: true, days: [5, 1], from: '22:00', to: '06:00', zone: 'Africa/Nairobi' };
    const guard = { on: true, below: 55, minutes: 10, atLeast: 20 };
    expect(NewProgram.parse(programOf({ ...filled, window, guard }))).toMatchObject({
      window: { days: [1, 5], from: '22:00', to: '06:00', time_zone: 'Africa/Nairobi' },
      fail_when: { success_below: 0.55, minutes: 10, at_least: 20 },
    });
  });

  it('changes nothing of a program that is only looked at', () => {
    const program = storedProgram({
      sender: '+254700000001',
      window: { days: [0, 6], from: '09:00', to: '12:30', time_zone: 'recipient' },
      fail_when: { success_below: 0.55, minutes: 5, at_least: 7 },
      validity_seconds: 1234,
      smart_encoding: false,
    });
    expect(patchOf(program, programOf(fieldsOf(program)))).toEqual({});
  });

  it('sends what was changed, and only that', () => {
    const program = storedProgram();
    const fields = { ...fieldsOf(program), priority: 9, list: '', smart: true };
    const changes = { priority: 9, number_list_id: null, smart_encoding: true };
    expect(patchOf(program, programOf(fields))).toEqual(changes);
  });
});
