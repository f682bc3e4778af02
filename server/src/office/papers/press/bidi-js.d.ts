/** What papers use of it. Its published types are those of a module that it is not, in Node. */
declare module 'bidi-js' {
  /** Of each UTF-16 unit of the text; odd ones are read leftward. */
  interface EmbeddingLevels {
    levels: Uint8Array;
  }
  interface Bidi {
    getEmbeddingLevels(text: string, base: 'ltr' | 'rtl' | 'auto'): EmbeddingLevels;
    /** @returns null for what has no counterpart */
    getMirroredCharacter(character: string): string | null;
  }
  export default function bidiFactory(): Bidi;
}
