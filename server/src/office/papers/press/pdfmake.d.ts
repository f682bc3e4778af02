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
