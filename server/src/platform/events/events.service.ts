import { Injectable, Logger } from '@nestjs/common';
import { type Observable, Subject, filter, map } from 'rxjs';
import type { DomainEventName, DomainEvents } from './domain-events.js';

interface Told<Name extends DomainEventName = DomainEventName> {
  name: Name;
  data: DomainEvents[Name];
}

/**
 * Tells floors what happened below or beside them, so that nobody imports upwards. After the commit, in this process only,
 * and lost with it: what must not be lost is written to the outbox, in the transaction.
 */
@Injectable()
export class EventsService {
  private readonly logger = new Logger(EventsService.name);
  private readonly all = new Subject<Told>();

  tell<Name extends DomainEventName>(name: Name, data: DomainEvents[Name]): void {
    this.all.next({ name, data });
  }

  on<Name extends DomainEventName>(name: Name): Observable<DomainEvents[Name]> {
    return this.all.pipe(
      filter((told): told is Told<Name> => told.name === name),
      map(({ data }) => data),
    );
  }

  /** Does something each time; what it throws is logged, and changes nothing for who told it. */
  each<Name extends DomainEventName>(name: Name, work: (data: DomainEvents[Name]) => unknown): void {
    this.on(name).subscribe((data) => {
      void (async () => work(data))().catch((error: unknown) => this.logger.error({ error }, `after ${name}`));
    });
  }
}
