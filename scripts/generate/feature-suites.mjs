import { spoken } from './edit.mjs';

// The contract suite of a feature.

export const suite = ({
  floor,
  feature,
  thing,
  Thing,
  field,
}) => `import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ${Thing} } from '../../src/${floor}/${feature}/${thing}.js';
import { ${Thing}Repository } from '../../src/${floor}/${feature}/${thing}.repository.js';
import { documentId } from '../../src/platform/common/document-id.js';
import { NOON } from '../messages.js';
import type { OpenStorage, Storage } from './storage.js';

/** What every adapter of the ${spoken(feature)} must do alike. */
export function ${field}RepositoryContract(open: OpenStorage): void {
  let storage: Storage;
  let repository: ${Thing}Repository;
  beforeAll(async () => {
    storage = await open();
    repository = storage.get(${Thing}Repository);
  });
  afterAll(() => storage?.close());

  const stored = async (name: string): Promise<${Thing}> => {
    const ${field} = { id: documentId(), name, createdAt: NOON };
    await repository.add(${field});
    return ${field};
  };

  it('keeps every field, newest first, page by page', async () => {
    const all = [await stored('Żółć "€"'), await stored('second'), await stored('third')].reverse();
    expect(await repository.list(10)).toEqual(all);
    expect(await repository.list(1)).toEqual(all.slice(0, 2));
    expect(await repository.list(10, all[0]?.id)).toEqual(all.slice(1));
  });

  it('removes one, once', async () => {
    const { id } = await stored('gone');
    expect([await repository.remove(id), await repository.remove(id)]).toEqual([true, false]);
    expect((await repository.list(100)).map((${field}) => ${field}.id)).not.toContain(id);
  });
}
`;

export const spec = ({ feature, thing, field }) => `import { describe } from '@jest/globals';
import { describeWith } from '../services/describe-with.js';
import { ${field}RepositoryContract } from './${thing}-repository.contract.js';
import { openMariadb, openSqlite } from './storage.js';

describe('${spoken(feature)} on SQLite', () => ${field}RepositoryContract(openSqlite));
describeWith('mariadb', '${spoken(feature)} on MariaDB', () => ${field}RepositoryContract(openMariadb));
`;
