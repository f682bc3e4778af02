import { describe, expect, it } from '@jest/globals';
import { mmsNotificationIn, mmsWords } from './mms-notification.js';

const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex');
const HEAD = '0a06' + '22' + hex('application/vnd.wap.mms-message\0') + 'af84';
const BODY = (from: string, subject: string) =>
  `8c82${'98'}${hex('T123\0')}8d92${from}${subject}8a808e0300c350${'8805'}8103015180${'83'}${hex('http://mmsc.example/T123\0')}`;
const octets = (text: string) => Buffer.from(text, 'hex');

describe('a notification of an MMS', () => {
  it('says from whom it is, what about, how large, and where', () => {
    const from = '89' + '19' + '80' + hex('+254712345678/TYPE=PLMN\0');
    const notification = mmsNotificationIn(octets(HEAD + BODY(from, '96' + hex('Holiday\0'))));
    expect(notification).toEqual({
      from: '+254712345678',
      subject: 'Holiday',
      size: 50_000,
      url: 'http://mmsc.example/T123',
    });
    expect(notification && mmsWords(notification)).toBe(
      '[MMS that waits to be fetched: from +254712345678, "Holiday", 50 kB, http://mmsc.example/T123]',
    );
  });

  it('may have a media type of one octet, a subject with its charset, and no sender', () => {
    const head = '0a06' + '03' + 'beaf84';
    const subject = '96' + '06' + 'ea' + Buffer.from('né\0\0').toString('hex');
    const notification = mmsNotificationIn(octets(head + BODY('890181', subject)));
    expect(notification).toMatchObject({ from: null, subject: 'né', size: 50_000 });
  });

  it.each(['', '0a', '0a0603ae', '0a0603aeaf848c82', '0a0703beaf848c82', '0a0603beaf848c80', HEAD, 'c0ffee'])(
    'is not in %s',
    (push) => expect(mmsNotificationIn(octets(push))).toBeNull(),
  );

  it('is read as far as it goes when nothing but its kind is there', () => {
    const bare = mmsNotificationIn(octets(`0a0603beaf848c82`));
    expect(bare && mmsWords(bare)).toBe('[MMS that waits to be fetched]');
  });
});
