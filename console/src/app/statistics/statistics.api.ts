import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type {
  AggregateTotals,
  PairTotals,
  ProgramTotals,
  ProviderTotals,
  Series,
  SimCardTotals,
  TotalsBy,
} from '@signalbox/contracts/stats';
import { firstValueFrom } from 'rxjs';
import { API } from '../core/api';

/** What became of messages from a moment (ISO 8601) until now: in sum, by the hour, and by what had them. */
@Injectable({ providedIn: 'root' })
export class StatisticsApi {
  private readonly http = inject(HttpClient);

  aggregate(from: string): Promise<AggregateTotals> {
    return this.get('aggregate', { from });
  }

  hours(from: string): Promise<Series> {
    return this.get('series', { from, bucket: 'hour' });
  }

  pairs(from: string): Promise<TotalsBy<PairTotals>> {
    return this.get('pairs', { from });
  }

  programs(from: string): Promise<TotalsBy<ProgramTotals>> {
    return this.get('programs', { from });
  }

  simCards(from: string): Promise<TotalsBy<SimCardTotals>> {
    return this.get('sim-cards', { from });
  }

  providers(from: string): Promise<TotalsBy<ProviderTotals>> {
    return this.get('providers', { from });
  }

  private get<Answer>(what: string, params: Record<string, string>): Promise<Answer> {
    return firstValueFrom(this.http.get<Answer>(`${API}/stats/${what}`, { params }));
  }
}
