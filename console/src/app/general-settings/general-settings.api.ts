import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { GeneralSettings, GeneralSettingsChange } from '@signalbox/contracts/general-settings';
import { firstValueFrom } from 'rxjs';
import { API } from '../core/api';

const URL = `${API}/settings/general`;

/** What is set of the installation; refusals are thrown as they came. */
@Injectable({ providedIn: 'root' })
export class GeneralSettingsApi {
  private readonly http = inject(HttpClient);

  read(): Promise<GeneralSettings> {
    return firstValueFrom(this.http.get<GeneralSettings>(URL));
  }

  change(change: GeneralSettingsChange): Promise<GeneralSettings> {
    return firstValueFrom(this.http.patch<GeneralSettings>(URL, change));
  }
}
