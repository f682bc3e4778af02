import type { Connection } from 'mongoose';
import { isDuplicate } from './errors.js';

/** The shape of the documents. It rises when an older version could not work with them any more. */
const LAYOUT = 1;
const COLLECTION = 'signalbox_layout';

interface Layout {
  _id: 'documents';
  layout: number;
}

/** The documents were brought into a shape that this version does not know. */
export class NewerDocuments extends Error {
  constructor(layout: number) {
    super(
      `MONGODB_URI: a newer version of Signalbox has changed the documents (layout ${layout}); start that version, or use a backup from before`,
    );
  }
}

/** Leaves the layout in the database, where there is none. @throws NewerDocuments when there is a later one */
export async function checkLayout(connection: Connection): Promise<void> {
  const layouts = connection.collection<Layout>(COLLECTION);
  const found = await layouts.findOne({ _id: 'documents' });
  if (found && found.layout > LAYOUT) throw new NewerDocuments(found.layout);
  if (found) return;
  try {
    await layouts.insertOne({ _id: 'documents', layout: LAYOUT });
  } catch (error) {
    // Another server that starts at the same time.
    if (!isDuplicate(error)) throw error;
  }
}
