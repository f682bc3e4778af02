/* How much a text looks like one of people: what is read in a wrong encoding has words that no language has. */

/** A run of letters, and of signs within it, that is not ASCII alone. */
const WORD =
  /[\p{L}\p{M}\p{N}\p{S}\p{Co}\p{Cn}\u0080-\u00bf]*[^\p{ASCII}\p{P}\s][\p{L}\p{M}\p{N}\p{S}\p{Co}\p{Cn}\u0080-\u00bf]*/gu;
const NO_TEXT = /[\ufffd\u0080-\u009f\p{Co}\p{Cn}]/u;
const LETTERS = /^[\p{L}\p{M}\p{Nd}]+$/u;
const SIGNS = /^[\p{S}\p{N}\u00a0-\u00bf]+$/u;
/** A capital behind a small letter: small letters of one encoding are the capitals of another. */
const CAPITAL_INSIDE = /\p{Ll}\p{M}*\p{Lu}/u;

interface Script {
  letters: RegExp;
  /** What half of all texts is made of. */
  common: string;
  /** What no word has, or only at its other end. */
  wrong: RegExp;
}

const SCRIPTS: Script[] = [
  {
    letters: /\p{Script=Cyrillic}/u,
    common: 'оеаинтсрвлкмдйпу',
    wrong: /[ђѓѕјљњћќџ]|[ъь]{2}|^[ъьы]/iu,
  },
  {
    letters: /\p{Script=Greek}/u,
    common: 'αοιετσνηυρςκπλμάίόέή',
    // Small letters have an accent in every word of two syllables.
    wrong: /ς\p{L}|^[α-ω]{3,}$/u,
  },
  { letters: /\p{Script=Arabic}/u, common: 'ايلمنورتبهدعحسفك', wrong: /[\u064b-\u0652ـ]|[ةى]\p{L}|[پچژگڈڑںھہےٹ]/u },
  { letters: /\p{Script=Hebrew}/u, common: 'יוהלאמרתבשנדכ', wrong: /\p{M}|[םןץףך]\p{L}|[װױײ]/u },
  {
    letters: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
    common:
      '王李张張刘劉陈陳杨楊赵趙黄黃周吴吳小明华華国國文海伟偉丽麗手机機号號码碼姓名北京上电電话話林蔡臺山田中東前' +
      'あいうえおかきくけこさしすせそたちつてとなにぬねのはまみもやらりるれろわんがじずだでアイカキコサシスタトナニマミラリルン' +
      '韩朱孙马周吴徐胡郭何高林罗郑梁谢宋唐许邓冯曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢傅钟超军静涛敏磊洋勇艳杰娟芳梅雪平辉玲桂英秀建志强红霞飞',
    wrong: /[\uff61-\uff9f]/u,
  },
  // Names and all else of today's Korean have no Chinese letters among them.
  {
    letters: /\p{Script=Hangul}/u,
    common:
      '김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지나엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모' +
      '수준영은철화름울호경희숙미순자연아윤재상혜동승태훈빈예린율시건용규광종대부산광전북울주번객',
    wrong: /$^/u,
  },
];
const LATIN = /\p{Script=Latin}/u;

/** Accented letters of the languages that Latin encodings are for; each has others, which are letters of few words. */
const ACCENTED: Record<string, string> = {
  'windows-1252': 'áàâäãåçéèêëíîïñóôöõøúûüßæ',
  'windows-1250': 'áéíóúýčďěňřšťůžąćęłńśźżőűöüäăâîșț',
  'windows-1254': 'çğıöşüâîi̇',
  'windows-1257': 'ąčęėįšųūžāēģīķļņäöüõ',
};

/** How many of a text's words look like words, from -1 to 1. @param encoding that it was read in */
export function plausibility(text: string, encoding: string): number {
  const words = text.match(WORD) ?? [];
  if (words.length === 0) return 0;
  let sum = 0;
  for (const word of words) sum += plausibilityOf(word, encoding);
  return sum / words.length;
}

function plausibilityOf(word: string, encoding: string): number {
  if (NO_TEXT.test(word)) return -1;
  if (SIGNS.test(word)) return 0.5;
  const [script, another] = SCRIPTS.filter(({ letters }) => letters.test(word));
  const isMixed = another !== undefined || (script !== undefined && LATIN.test(word));
  if (isMixed || !LETTERS.test(word) || CAPITAL_INSIDE.test(word)) return -0.5;
  if (script === undefined) return LATIN.test(word) ? ofLatin(word, ACCENTED[encoding] ?? '') : 0.2;
  if (script.wrong.test(word)) return -0.5;
  return shareOf([...word.toLowerCase()], script.common);
}

function ofLatin(word: string, usual: string): number {
  const letters = [...word.toLowerCase()];
  const accented = letters.filter((letter) => letter >= '\u0080');
  // Accents are few among Latin letters.
  if (accented.length > 2 && accented.length > letters.length * 0.75) return -0.5;
  return 0.8 + 0.2 * shareOf(accented, usual);
}

const shareOf = (letters: readonly string[], common: string): number =>
  letters.length === 0 ? 1 : letters.filter((letter) => common.includes(letter)).length / letters.length;
