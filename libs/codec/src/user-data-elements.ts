/** One information element of a user data header (3GPP TS 23.040 9.2.3.24). */
export interface HeaderElement {
  iei: number;
  data: Uint8Array;
}

/**
 * The elements of a header, from its length octet; what follows it is not read.
 * @returns null when they do not end where its length says: it is to be ignored as a whole
 */
export function elementsOf(userData: Uint8Array): HeaderElement[] | null {
  const end = 1 + (userData[0] ?? 0);
  if (end > userData.length) return null;
  const elements: HeaderElement[] = [];
  for (let at = 1; at < end;) {
    const next = at + 2 + (userData[at + 1] ?? 0);
    if (at + 2 > end || next > end) return null;
    elements.push({ iei: userData[at] ?? 0, data: userData.subarray(at + 2, next) });
    at = next;
  }
  return elements;
}

const IEI_PORTS_8_BIT = 0x04;
const IEI_PORTS_16_BIT = 0x05;

/** The application that a message is for, by its port (9.2.3.24.3, .4); null when the header names none. */
export function portIn(userData: Uint8Array): number | null {
  for (const { iei, data } of elementsOf(userData) ?? []) {
    const [first = 0, second = 0] = data;
    if (iei === IEI_PORTS_16_BIT && data.length === 4) return (first << 8) | second;
    if (iei === IEI_PORTS_8_BIT && data.length === 2) return first;
  }
  return null;
}
