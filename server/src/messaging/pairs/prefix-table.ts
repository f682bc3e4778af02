const ZERO = 48;

/** Prefixes of digits and what each stands for: a tree of digits in one array, so that a look-up makes no strings. */
export class PrefixTable<T> {
  /** Ten children a node, by digit; 0 is none, since nothing leads back to the root. */
  private readonly children: number[] = new Array<number>(10).fill(0);
  private readonly values: (T | undefined)[] = [undefined];

  /** The first that takes a prefix keeps it. */
  add(prefix: string, value: T): void {
    let node = 0;
    for (let index = 0; index < prefix.length; index++) {
      const slot = node * 10 + prefix.charCodeAt(index) - ZERO;
      let child = this.children[slot] ?? 0;
      if (child === 0) {
        child = this.values.length;
        this.children[slot] = child;
        for (let digit = 0; digit < 10; digit++) this.children.push(0);
        this.values.push(undefined);
      }
      node = child;
    }
    this.values[node] ??= value;
  }

  /**
   * What the longest prefix of a number stands for; undefined where none is its beginning.
   * @param e164 with its plus
   */
  longestMatch(e164: string): T | undefined {
    let node = 0;
    let found: T | undefined;
    for (let index = 1; index < e164.length; index++) {
      const digit = e164.charCodeAt(index) - ZERO;
      node = digit >= 0 && digit <= 9 ? (this.children[node * 10 + digit] ?? 0) : 0;
      if (node === 0) return found;
      found = this.values[node] ?? found;
    }
    return found;
  }
}
