import { SaxesParser } from 'saxes';
import { ImportFailure } from '../../number-tables/import-failure.js';

export type Attributes = Record<string, string>;

/** What is to be done at the elements of a document; names are without their namespace's prefix. */
export interface XmlHandler {
  open?(name: string, attributes: Attributes): void;
  close?(name: string): void;
  text?(text: string): void;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Feeds a handler piece by piece. Entities of a document's own are not expanded, so that none can grow. */
export class XmlReader {
  private readonly parser = new SaxesParser({ xmlns: false, position: false });

  constructor(handler: XmlHandler) {
    const { parser } = this;
    parser.on('error', () => {
      throw new ImportFailure('the spreadsheet is damaged: a part is no XML');
    });
    parser.on('doctype', () => {
      throw new ImportFailure('the spreadsheet has a document type, which none may have');
    });
    parser.on('opentag', ({ name, attributes }) => handler.open?.(local(name), attributes));
    parser.on('closetag', ({ name }) => handler.close?.(local(name)));
    parser.on('text', (text) => handler.text?.(text));
    parser.on('cdata', (text) => handler.text?.(text));
  }

  /** @throws ImportFailure */
  write(text: string): void {
    this.parser.write(text);
  }

  /** @throws ImportFailure when the document is not complete */
  end(): void {
    this.parser.close();
  }
}

/** Reads a small document at once. */
export function readXml(text: string, handler: XmlHandler): void {
  const reader = new XmlReader(handler);
  reader.write(text);
  reader.end();
}
