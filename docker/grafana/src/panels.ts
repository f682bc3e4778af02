import {
  BigValueColorMode,
  BigValueGraphMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  type Dashboard,
  type Threshold,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

/** What is asked of Prometheus, and how its series are called. */
export interface Query {
  expr: string;
  /** With `{{label}}`; of a query with one series, its name. */
  legend: string;
}

interface Common {
  title: string;
  /** In Grafana's words: reqps, s, bytes, percentunit, short. */
  unit: string;
  /** What a reader should know who sees it for the first time. */
  about?: string;
}

/** Lines over time, half as wide as the page. */
export interface Lines extends Common {
  lines: Query[];
  /** Series are parts of a sum. */
  isStacked?: boolean;
}

/** One figure as it is now, a sixth of the page. */
export interface Figure extends Common {
  figure: string;
  /** From where on it is amber and red; with `isLowBad`, below where. */
  amber?: number;
  red?: number;
  isLowBad?: boolean;
}

/** A dashboard as it is described. */
export interface Page {
  /** Of the file, and in the address. */
  name: string;
  title: string;
  about: string;
  panels: (Lines | Figure)[];
}

const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };
const TAG = 'signalbox';

const queryOf = ({ expr, legend }: Query, index: number): DataqueryBuilder =>
  new DataqueryBuilder()
    .refId(String.fromCharCode(65 + index))
    .datasource(DATASOURCE)
    .expr(expr)
    .legendFormat(legend);

function linesOf({ title, unit, about, lines, isStacked = false }: Lines): TimeseriesBuilder {
  const panel = new TimeseriesBuilder()
    .title(title)
    .description(about ?? '')
    .unit(unit)
    .min(0)
    .datasource(DATASOURCE)
    .height(8)
    .span(12)
    .lineWidth(1)
    .fillOpacity(isStacked ? 40 : 8)
    .stacking(new StackingConfigBuilder().mode(isStacked ? StackingMode.Normal : StackingMode.None))
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi))
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    );
  lines.forEach((query, index) => panel.withTarget(queryOf(query, index)));
  return panel;
}

function stepsOf({ amber, red, isLowBad = false }: Figure): Threshold[] {
  if (!isLowBad) {
    const steps: Threshold[] = [{ value: null, color: 'green' }];
    if (amber !== undefined) steps.push({ value: amber, color: 'orange' });
    if (red !== undefined) steps.push({ value: red, color: 'red' });
    return steps;
  }
  const steps: Threshold[] = [{ value: null, color: 'red' }];
  if (amber !== undefined && red !== undefined) steps.push({ value: red, color: 'orange' });
  return [...steps, { value: amber ?? red ?? 0, color: 'green' }];
}

function figureOf(figure: Figure): StatBuilder {
  return new StatBuilder()
    .title(figure.title)
    .description(figure.about ?? '')
    .unit(figure.unit)
    .datasource(DATASOURCE)
    .height(4)
    .span(4)
    .noValue('none')
    .graphMode(BigValueGraphMode.Area)
    .colorMode(BigValueColorMode.Value)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false))
    .thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(stepsOf(figure)))
    .withTarget(queryOf({ expr: figure.figure, legend: figure.title }, 0));
}

/** The dashboard as Grafana reads it. */
export function dashboardOf({ name, title, about, panels }: Page): Dashboard {
  const dashboard = new DashboardBuilder(`Signalbox: ${title}`)
    .uid(`signalbox-${name}`)
    .description(about)
    .tags([TAG])
    .timezone('browser')
    .refresh('30s')
    .time({ from: 'now-3h', to: 'now' })
    .tooltip(DashboardCursorSync.Crosshair)
    .readonly()
    .link(
      new DashboardLinkBuilder('Signalbox')
        .type(DashboardLinkType.Dashboards)
        .tags([TAG])
        .asDropdown(true)
        .includeVars(true)
        .keepTime(true),
    )
    .withVariable(new DatasourceVariableBuilder('datasource').label('Source').type('prometheus'));
  for (const panel of panels) dashboard.withPanel('lines' in panel ? linesOf(panel) : figureOf(panel));
  const built = dashboard.build();
  arrange(built);
  return built;
}

/** Row by row; panels of another height begin a new one. Their ids follow from their places. */
function arrange({ panels = [] }: Dashboard): void {
  let [x, y, height] = [0, 0, 0];
  panels.forEach((panel, index) => {
    const { w, h } = panel.gridPos ?? { w: 24, h: 8 };
    if (x > 0 && (x + w > 24 || h !== height)) [x, y] = [0, y + height];
    [panel.id, panel.gridPos] = [index + 1, { x, y, w, h }];
    [x, height] = [x + w, h];
  });
}
