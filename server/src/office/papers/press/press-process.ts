import { stepAside } from '../../../platform/common/aside.js';
import type { Paper } from '../paper.js';
import type { Printed } from './press.js';

const tell = stepAside<Printed>();
// Its fonts are read when all that it does is below the server's.
const { setPaper } = await import('./set-paper.js');

// What is thrown ends the process, and the press tells who waits for it.
process.on('message', (paper: Paper) => void setPaper(paper).then((pdf) => tell({ pdf })));
