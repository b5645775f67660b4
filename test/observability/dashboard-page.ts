import { projectFolder } from '@rejoin/servers';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder, type Prometheus } from './prometheus';

/** A panel of a Grafana dashboard, as far as the picture needs it. A `row` is a heading. */
export interface Panel {
  readonly title: string;
  readonly type: 'row' | 'timeseries';
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}

interface DrawnPanel extends Pick<Panel, 'title' | 'gridPos'> {
  readonly labels: readonly string[];
  /** The instants in seconds, then the values of each series at them. */
  readonly data: readonly (readonly (number | null)[])[];
}

export function readDashboard(): readonly Panel[] {
  const file = join(folder, 'grafana', 'dashboards', 'rejoin.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { panels: Panel[] }).panels;
}

/** Runs the queries of a panel over the last seconds. */
export async function readPanel(
  prometheus: Prometheus,
  { title, gridPos, targets = [] }: Panel,
  seconds: number,
): Promise<DrawnPanel> {
  const until = Math.floor(Date.now() / 1000);
  const instants = Array.from({ length: seconds }, (_, i) => until - seconds + 1 + i);
  const series = await Promise.all(
    targets.map(async ({ expr, legendFormat }) => {
      const asked = expr.replaceAll('$__rate_interval', '10s').replaceAll('$job', '.*');
      const found = await prometheus.queryRange(asked, until - seconds + 1, until);
      return found.map(({ metric, values }) => {
        const at = new Map(values.map(([instant, value]) => [instant, Number(value)]));
        const label = legendFormat.replace(/\{\{(\w+)\}\}/g, (_, name: string) => metric[name] ?? '');
        // A quantile without observations is NaN.
        const drawn = instants.map((instant) => {
          const value = at.get(instant) ?? NaN;
          return Number.isFinite(value) ? value : null;
        });
        return { label, drawn };
      });
    }),
  );
  const all = series.flat();
  return {
    title,
    gridPos,
    labels: all.map(({ label }) => label),
    data: [instants, ...all.map((s) => s.drawn)],
  };
}

/** A page that draws panels with uPlot, the library with which Grafana draws its time series. */
export function pageOf(rows: readonly Panel[], panels: readonly DrawnPanel[]): string {
  const uplot = (file: string) =>
    readFileSync(join(projectFolder(), 'node_modules', 'uplot', 'dist', file), 'utf8');
  const headings = rows.map(({ title, gridPos }) => ({ title, gridPos }));
  return `<!doctype html><meta charset="utf-8"><title>Rejoin</title>
<style>${uplot('uPlot.min.css')}
  body { margin: 12px; font: 13px sans-serif; background: #f4f5f5; width: 1464px; position: relative }
  section, h2 { position: absolute; box-sizing: border-box; overflow: hidden; margin: 0 }
  section { background: #fff; border: 1px solid #d8d9da; border-radius: 2px; padding: 6px }
  h2 { font-size: 15px; padding-top: 6px } h3 { font-size: 13px; margin: 0 0 4px }
  .u-legend { font-size: 11px; text-align: start }
</style><body><script>${uplot('uPlot.iife.min.js')}</script><script>
  const colors = ['#3274d9', '#299c46', '#e0b400', '#c4162a', '#8f3bb8', '#ff780a', '#37872d', '#1f60c4'];
  const [column, line] = [61, 36];
  const place = (tag, { title, gridPos: { x, y, w, h } }) => {
    const element = document.createElement(tag);
    Object.assign(element.style, { left: x * column + 'px', top: y * line + 'px', width: w * column - 6 + 'px', height: h * line - 6 + 'px' });
    document.body.append(element);
    return element;
  };
  for (const heading of ${JSON.stringify(headings)}) place('h2', heading).textContent = heading.title;
  let end = 0;
  for (const panel of ${JSON.stringify(panels)}) {
    const { title, gridPos, labels, data } = panel;
    const section = place('section', panel);
    section.append(Object.assign(document.createElement('h3'), { textContent: title }));
    const series = [{}, ...labels.map((label, i) => ({ label, stroke: colors[i % colors.length], width: 1.5, spanGaps: true }))];
    const size = { width: gridPos.w * column - 20, height: gridPos.h * line - 96 };
    new uPlot({ ...size, series, legend: { live: false }, axes: [{ size: 30 }, { size: 56 }] }, data, section);
    end = Math.max(end, (gridPos.y + gridPos.h) * line);
  }
  document.body.style.height = end + 'px';
</script>`;
}
