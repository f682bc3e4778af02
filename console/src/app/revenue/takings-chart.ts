import { Component, computed, inject, input } from '@angular/core';
import { BarChartModule } from '@swimlane/ngx-charts';
import { numbers } from '../core/locale';
import { Theme } from '../core/theme';
import { Money, moneyText } from '../ui/office/money';
import type { Taking } from './takings';

/** Labels that fit below the chart, and of which width of the window on. */
const MOST_LABELS = { wide: 7, narrow: 4, from: 760 };
const compact = numbers({ notation: 'compact', maximumFractionDigits: 1 });

/** What came in, a bar each. The table beside it says the same in numbers. */
@Component({
  selector: 'sb-takings-chart',
  imports: [BarChartModule, Money],
  template: `
    <p class="visually-hidden">{{ summary() }}</p>
    <div class="plot">
      <ngx-charts-bar-vertical
        [results]="bars()"
        [customColors]="colors()"
        [xAxis]="true"
        [yAxis]="true"
        [showGridLines]="true"
        [roundEdges]="false"
        [barPadding]="bars().length > 60 ? 1 : 4"
        [animations]="false"
        [xAxisTicks]="ticks()"
        [xAxisTickFormatting]="labelOf"
        [yAxisTickFormatting]="short"
        [rotateXAxisTicks]="true"
      >
        <ng-template #tooltipTemplate let-model="model">
          <div class="tip">
            <strong>{{ labelOf(model.name) }}</strong>
            <span>{{ model.value | money: currency() }}</span>
          </div>
        </ng-template>
      </ngx-charts-bar-vertical>
    </div>
  `,
  styles: `
    .plot {
      height: 340px;
      margin-left: -6px;
    }
    .tip {
      display: grid;
      gap: 2px;
      padding: 4px 2px;
      text-align: left;
    }
  `,
})
export class TakingsChart {
  private readonly theme = inject(Theme);
  readonly takings = input.required<readonly Taking[]>();
  readonly currency = input.required<string>();
  protected readonly bars = computed(() => this.takings().map(({ key, amount }) => ({ name: key, value: amount })));
  protected readonly colors = computed(() => {
    const value = this.theme.dark() ? '#62c3ce' : '#0b6b73';
    return this.bars().map(({ name }) => ({ name, value }));
  });
  /** Not all days, where there are many. */
  protected readonly ticks = computed(() => {
    const names = this.bars().map(({ name }) => name);
    const { wide, narrow, from } = MOST_LABELS;
    const every = Math.ceil(names.length / (innerWidth < from ? narrow : wide));
    return names.filter((_, index) => index % every === 0);
  });
  protected readonly summary = computed(() => {
    const most = this.takings().reduce<Taking | null>(
      (top, one) => (one.amount > (top?.amount ?? 0) ? one : top),
      null,
    );
    return most === null
      ? 'Nothing came in'
      : `${this.takings().length} bars; the highest is ${most.label} with ${moneyText(most.amount, this.currency())}`;
  });
  /** Days of two years may have the same label, so that a bar is known by its key. */
  protected readonly labelOf = (key: string): string => this.takings().find((one) => one.key === key)?.label ?? key;
  protected readonly short = (value: number): string => compact().format(value);
}
