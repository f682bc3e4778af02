/** What papers use of it. Its published types bring those of the browser into everything. */
declare module 'pdfmake' {
  export type Content = Record<string, unknown>;
  export type TableCell = Content;
  type OfRow<T> = (row: number) => T;
  export interface CustomTableLayout {
    hLineWidth?: OfRow<number>;
    vLineWidth?: OfRow<number>;
    hLineColor?: OfRow<string>;
    fillColor?: OfRow<string | null>;
    paddingLeft?: OfRow<number>;
    paddingRight?: OfRow<number>;
    paddingTop?: OfRow<number>;
    paddingBottom?: OfRow<number>;
  }
  export type TDocumentDefinitions = Record<string, unknown> & { content: Content[] };

  interface FontFiles {
    normal: string;
    bold: string;
  }
  interface Pdfmake {
    /** Where it looks for files first. */
    virtualfs: { writeFileSync(name: string, content: Buffer): void };
    setFonts(fonts: Record<string, FontFiles>): void;
    setUrlAccessPolicy(isAllowed: (url: string) => boolean): void;
    setLocalAccessPolicy(isAllowed: (path: string) => boolean): void;
    createPdf(definition: TDocumentDefinitions): { getBuffer(): Promise<Uint8Array> };
  }
  const pdfmake: Pdfmake;
  export default pdfmake;
}

/** Of its inner works what leftward lines take. */
declare module 'pdfmake/js/LayoutBuilder.js' {
  /** A word, or a part of one. */
  export interface Piece {
    text: string;
    /** Points, from the line's left end. */
    x: number;
    width: number;
    level?: number;
  }
  export interface Line {
    inlines: Piece[];
    inlineWidths: number;
    /** Points of the spaces at its ends, which are not seen. */
    leadingCut: number;
    trailingCut: number;
  }
  interface LayoutBuilder {
    /** @returns null when all of the text stands */
    buildNextLine(node: unknown): Line | null;
  }
  const builder: { default: { prototype: LayoutBuilder } };
  export default builder;
}
