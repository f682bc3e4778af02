/** What each encoding has for a letter, found by decoding whatever there is. */
const known = new Map<string, Map<string, number[]>>();

/** A text in an encoding of the WHATWG's Encoding Standard, which Node itself can only read. */
export function encoded(text: string, encoding: string): Buffer {
  const octets = known.get(encoding) ?? octetsOf(encoding);
  known.set(encoding, octets);
  return Buffer.from(
    [...text].flatMap((letter) => {
      const found = octets.get(letter);
      if (found === undefined) throw new Error(`${encoding} has no ${letter}`);
      return found;
    }),
  );
}

function octetsOf(encoding: string): Map<string, number[]> {
  const decoder = new TextDecoder(encoding);
  const octets = new Map<string, number[]>();
  const put = (...some: number[]) => {
    const [letter, ...others] = decoder.decode(Uint8Array.from(some));
    if (letter !== undefined && others.length === 0 && !octets.has(letter)) octets.set(letter, some);
  };
  for (let first = 0; first < 256; first++) put(first);
  const isOne = (...pair: number[]) => decoder.decode(Uint8Array.from(pair)).length === 1;
  const isOfPairs = isOne(0xb0, 0xa1) || isOne(0x88, 0x9f);
  for (let first = 0x81; isOfPairs && first < 256; first++) {
    for (let second = 0x40; second < 256; second++) put(first, second);
  }
  return octets;
}
