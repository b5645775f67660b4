import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { show } from '../../../../testing/page.fixture';
import type { ColumnChartProps } from './column-chart';
import { LaterColumnChart } from './later-column-chart';

const days = (values: readonly (number | null)[]) =>
  values.map((value, place) => ({ name: `Day ${place + 1}`, shortName: `${place + 1}`, value }));

/** jsdom has no layout, so the chart and the texts get a size. */
beforeEach(() => {
  jest.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    const [width, height] = this instanceof HTMLDivElement ? [600, 260] : [40, 12];
    const box = { x: 0, y: 0, top: 0, left: 0, right: width, bottom: height, width, height };
    return { ...box, toJSON: () => box };
  });
});

afterEach(() => {
  jest.restoreAllMocks();
});

async function open(of: Partial<ColumnChartProps>): Promise<HTMLElement> {
  await show(
    <LaterColumnChart
      columns={days([3, null, 5])}
      ticks={[0, 2, 4, 6]}
      write={(value) => (value === null ? 'none' : `${value} chats`)}
      label="Chats of each day"
      {...of}
    />,
  );
  return screen.findByRole('application', { name: 'Chats of each day' });
}

const drawn = (chart: HTMLElement) => chart.querySelectorAll('.recharts-bar-rectangle path').length;
const texts = (chart: HTMLElement) =>
  [...chart.querySelectorAll('text')].map(({ textContent }) => textContent);
const tooltip = () => document.querySelector<HTMLElement>('.recharts-tooltip-wrapper');
const shown = () => (tooltip()?.style.visibility === 'visible' ? tooltip()?.textContent : undefined);

describe('a chart of columns', () => {
  it('has texts with units at its axes', async () => {
    const chart = await open({});
    await waitFor(() => {
      expect(texts(chart)).toEqual(expect.arrayContaining(['0 chats', '6 chats', '1', '3']));
    });
    expect(drawn(chart)).toBe(2);
  });

  it('shows each value by keyboard, also the missing ones, and hides it with Escape', async () => {
    const chart = await open({});
    act(() => {
      chart.focus();
    });
    await waitFor(() => {
      expect(shown()).toBe('Day 13 chats');
    });
    fireEvent.keyDown(chart, { key: 'ArrowRight' });
    await waitFor(() => {
      expect(shown()).toBe('Day 2none');
    });
    fireEvent.keyDown(document, { key: 'Escape' });
    await waitFor(() => {
      expect(shown()).toBeUndefined();
    });
  });

  it('names the borders of its columns, and has marks between them', async () => {
    const chart = await open({
      borders: ['0s', '5s', '10s', '∞'],
      marks: [{ at: 1.5, text: 'Median: 7 sec' }],
    });
    await waitFor(() => {
      expect(texts(chart)).toEqual(expect.arrayContaining(['0s', '∞', 'Median: 7 sec']));
    });
    expect(texts(chart)).not.toContain('1');
  });

  it.each<[string, readonly (number | null)[], number]>([
    ['nothing', [], 0],
    ['only days without a value', [null, null], 0],
    ['one value', [7], 1],
    ['zeros', [0, 0], 0],
    ['400 days', Array.from({ length: 400 }, (_, place) => place + 1), 400],
  ])('is drawn with %s', async (_, values, columns) => {
    const chart = await open({ columns: days(values), ticks: [0, 200, 400] });
    await waitFor(() => {
      expect(drawn(chart)).toBe(columns);
    });
    expect(texts(chart).length).toBeLessThan(70);
  });
});
