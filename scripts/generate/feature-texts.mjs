import { camel, spoken, title } from './edit.mjs';

// The files of a feature; their names and imports are those of the house.

export const contract = ({ Thing, feature }) => `import { z } from 'zod';
import { PageQuery, Timestamp, freeText } from './common.js';

/** \`POST /api/v1/${feature}\`. */
export const New${Thing} = z.strictObject({ name: freeText(64) });
export type New${Thing} = z.infer<typeof New${Thing}>;

/** One as the API shows it. */
export const ${Thing} = z.object({ id: z.string(), name: z.string(), created_at: Timestamp });
export type ${Thing} = z.infer<typeof ${Thing}>;

/** \`GET /api/v1/${feature}\`, newest first. */
export const ${Thing}Query = PageQuery;
export type ${Thing}Query = z.infer<typeof ${Thing}Query>;
`;

export const type = ({ Thing }) => `/** What it is, in a sentence. Times are epoch milliseconds, UTC. */
export interface ${Thing} {
  /** See common/document-id.ts: it sorts by the time of making. */
  id: string;
  name: string;
  createdAt: number;
}
`;

export const port = ({ Thing, thing, field, feature }) => `import type { ${Thing} } from './${thing}.js';

/** The ${spoken(feature)}. Every write resolves after its commit is on disk. */
export abstract class ${Thing}Repository {
  abstract add(${field}: ${Thing}): Promise<void>;
  /** False when there was none. */
  abstract remove(id: string): Promise<boolean>;
  /** Newest first, one more than \`limit\` when there are more; \`before\` is the last id of the page before. */
  abstract list(limit: number, before?: string): Promise<${Thing}[]>;
}
`;

export const service = ({ Feature, Thing, thing, field, feature }) => `import { Injectable } from '@nestjs/common';
import type { Page } from '@signalbox/contracts/common';
import type { New${Thing}, ${Thing}Query, ${Thing} as ${Thing}View } from '@signalbox/contracts/${feature}';
import { isoTime } from '../../platform/common/clock.js';
import { decodeIdCursor, toIdPage } from '../../platform/common/cursor.js';
import { documentId } from '../../platform/common/document-id.js';
import { NotFound } from '../../platform/common/errors.js';
import type { ${Thing} } from './${thing}.js';
import { ${Thing}Repository } from './${thing}.repository.js';

@Injectable()
export class ${Feature}Service {
  constructor(private readonly repository: ${Thing}Repository) {}

  async list({ limit, cursor }: ${Thing}Query): Promise<Page<${Thing}View>> {
    return toIdPage(await this.repository.list(limit, decodeIdCursor(cursor)), limit, toView);
  }

  async add({ name }: New${Thing}): Promise<${Thing}View> {
    const now = Date.now();
    const ${field}: ${Thing} = { id: documentId(now), name, createdAt: now };
    await this.repository.add(${field});
    return toView(${field});
  }

  /** @throws NotFound */
  async remove(id: string): Promise<void> {
    if (!(await this.repository.remove(id))) throw new NotFound('${spoken(thing)}', id);
  }
}

const toView = ({ id, name, createdAt }: ${Thing}): ${Thing}View => ({ id, name, created_at: isoTime(createdAt) });
`;

export const controller = ({
  Feature,
  Thing,
  feature,
}) => `import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { pageOf } from '@signalbox/contracts/common';
import { New${Thing}, ${Thing}, ${Thing}Query } from '@signalbox/contracts/${feature}';
import { DocumentId } from '@signalbox/contracts/pairs';
import { Allow } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import { ${Feature}Service } from './${feature}.service.js';

@ApiTags('${title(feature)}')
@Controller('api/v1/${feature}')
@IdempotentWrites()
export class ${Feature}Controller {
  constructor(private readonly ${camel(feature)}: ${Feature}Service) {}

  @Answers(pageOf(${Thing}))
  @Get()
  @Allow('${feature}.read')
  list(@Query({ schema: ${Thing}Query }) query: ${Thing}Query) {
    return this.${camel(feature)}.list(query);
  }

  @Answers(${Thing})
  @Post()
  @Allow('${feature}.write')
  add(@Body({ schema: New${Thing} }) body: New${Thing}) {
    return this.${camel(feature)}.add(body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('${feature}.write')
  remove(@Param('id', { schema: DocumentId }) id: string) {
    return this.${camel(feature)}.remove(id);
  }
}
`;

export const module = ({ Feature, feature }) => `import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../../platform/common/idempotency/idempotency.module.js';
import { ${Feature}Controller } from './${feature}.controller.js';
import { ${Feature}Service } from './${feature}.service.js';

@Module({
  imports: [IdempotencyModule],
  controllers: [${Feature}Controller],
  providers: [${Feature}Service],
  exports: [${Feature}Service],
})
export class ${Feature}Module {}
`;

export const migration = ({
  Feature,
  feature,
  table,
  time,
}) => `import type { MigrationInterface, QueryRunner } from 'typeorm';
import { millis, table, varchar } from '../columns.js';
import { Steps } from '../steps.js';

/** The table of ${spoken(feature)}. */
export class ${Feature}${time} implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await new Steps(runner).createTable(
      table({
        name: '${table}',
        columns: [varchar('id', 24, { isPrimary: true }), varchar('name', 64), millis('created_at')],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await new Steps(runner).dropTable('${table}');
  }
}
`;

export const adapter = ({ floor, feature, thing, Thing, table }) => `import { Injectable } from '@nestjs/common';
import type { ${Thing} } from '../../../${floor}/${feature}/${thing}.js';
import { ${Thing}Repository } from '../../../${floor}/${feature}/${thing}.repository.js';
import { Database } from '../database.js';

interface ${Thing}Row {
  id: string;
  name: string;
  created_at: number | string;
}

const COLUMNS = ['id', 'name', 'created_at'] as const;
/** Sorts behind every id. */
const END = 'g';

@Injectable()
export class Sql${Thing}Repository extends ${Thing}Repository {
  constructor(private readonly db: Database) {
    super();
  }

  override async add({ id, name, createdAt }: ${Thing}): Promise<void> {
    await this.db.write((tx) => tx.insert('${table}', COLUMNS, [[id, name, createdAt]]));
  }

  override async remove(id: string): Promise<boolean> {
    return (await this.db.write((tx) => tx.run('DELETE FROM ${table} WHERE id = ?', [id]))) > 0;
  }

  override async list(limit: number, before = END): Promise<${Thing}[]> {
    const sql = 'SELECT * FROM ${table} WHERE id < ? ORDER BY id DESC LIMIT ?';
    return (await this.db.read<${Thing}Row>(sql, [before, limit + 1])).map(to${Thing});
  }
}

const to${Thing} = ({ id, name, created_at: createdAt }: ${Thing}Row): ${Thing} => ({
  id,
  name,
  createdAt: Number(createdAt),
});
`;
