import builder, { type Line, type Piece } from 'pdfmake/js/LayoutBuilder.js';
import { fromTheLeft, mirrored } from './direction.js';

/** What came from `runsOf`. */
const isLevelled = (piece: Piece): piece is Piece & { level: number } => piece.level !== undefined;

function cut(piece: Piece, text: string, width: number): void {
  Object.assign(piece, { text, width: Math.max(0, piece.width - width) });
}

/** Sets the pieces of a line where they are seen. Spaces at its ends take no room, whichever side they come to. */
function arrange(line: Line): void {
  const pieces = line.inlines.filter(isLevelled);
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (!first || !last || pieces.every(({ level }) => level === 0)) return;
  cut(first, first.text.trimStart(), line.leadingCut);
  cut(last, last.text.trimEnd(), line.trailingCut);
  let x = 0;
  for (const piece of fromTheLeft(pieces)) {
    piece.x = x;
    x += piece.width;
    piece.text = mirrored(piece);
  }
  Object.assign(line, { leadingCut: 0, trailingCut: 0, inlineWidths: x });
}

/**
 * Teaches the typesetter, which sets each word right of the one before it, the order of leftward ones. Only when a line is
 * broken it is known what stands in it, and the typesetter has no other place where it tells.
 */
export function setLeftwardLines(): void {
  const { prototype } = builder.default;
  const { buildNextLine } = prototype;
  prototype.buildNextLine = function (node) {
    const line = buildNextLine.call(this, node);
    if (line) arrange(line);
    return line;
  };
}
