import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IntId, PageQuery, pageOf } from '@signalbox/contracts/common';
import {
  NewRouter,
  Router,
  RouterChange,
  RouterInterfaces,
  RouterInterfacesQuery,
  RouterTest,
} from '@signalbox/contracts/office/routers';
import { Allow, Caller } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { isoTime } from '../../platform/common/clock.js';
import { decodeCursor, toPage } from '../../platform/common/cursor.js';
import { IdempotentWrites } from '../../platform/common/idempotency/idempotency.interceptor.js';
import type { Principal } from '../../platform/common/principal.js';
import { RouterHealthService } from './router-health.service.js';
import { RouterInterfacesService } from './router-interfaces.service.js';
import { toHealth, toView } from './router-view.js';
import { RoutersService } from './routers.service.js';

@ApiTags('Routers')
@Controller('api/v1/routers')
@IdempotentWrites()
export class RoutersController {
  constructor(
    private readonly routers: RoutersService,
    private readonly health: RouterHealthService,
    private readonly interfaces: RouterInterfacesService,
  ) {}

  @Answers(pageOf(Router))
  @Get()
  @Allow('routers.read')
  async list(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    const rows = await this.routers.list({ limit: limit + 1, before: decodeCursor(cursor) });
    return toPage(rows, limit, ({ id }) => id, toView);
  }

  @Answers(Router)
  @Post()
  @Allow('routers.write')
  async create(@Caller() caller: Principal, @Body({ schema: NewRouter }) body: NewRouter) {
    return toView(await this.routers.create(body, caller));
  }

  @Answers(Router)
  @Get(':id')
  @Allow('routers.read')
  async get(@Param('id', { schema: IntId }) id: number) {
    return toView(await this.routers.get(id));
  }

  @Answers(Router)
  @Patch(':id')
  @Allow('routers.write')
  async change(
    @Caller() caller: Principal,
    @Param('id', { schema: IntId }) id: number,
    @Body({ schema: RouterChange }) body: RouterChange,
  ) {
    return toView(await this.routers.change(id, body, caller));
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('routers.write')
  remove(@Caller() caller: Principal, @Param('id', { schema: IntId }) id: number) {
    return this.routers.remove(id, caller);
  }

  @Answers(RouterTest)
  @Post(':id/test')
  @HttpCode(200)
  @Allow('routers.operate')
  async test(@Param('id', { schema: IntId }) id: number) {
    const { health, fingerprint } = await this.health.check(await this.routers.get(id));
    return { ok: health.error === null, health: toHealth(health), fingerprint };
  }

  @Answers(RouterInterfaces)
  @Get(':id/interfaces')
  @Allow('routers.read')
  async interfacesOf(
    @Param('id', { schema: IntId }) id: number,
    @Query({ schema: RouterInterfacesQuery }) { rates }: RouterInterfacesQuery,
  ) {
    const { interfaces, readAt } = await this.interfaces.read(id, rates);
    return { data: interfaces, read_at: isoTime(readAt) };
  }
}
