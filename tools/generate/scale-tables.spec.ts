import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withScaleTables, type ScaleFigures } from './scale-tables';

const figures = JSON.parse(
  readFileSync(join(__dirname, '../../docs/scale-figures.json'), 'utf8'),
) as ScaleFigures;
const page = ['measured', 'costs', 'model']
  .map((name) => `before\n<!-- table: ${name} -->\nold\n<!-- end of table -->`)
  .join('\n');

describe('the tables of docs/scale.md', () => {
  it('replace those before, and nothing else', () => {
    const written = withScaleTables(page, figures);
    expect(written).not.toContain('old');
    expect(written.match(/before/g)).toHaveLength(3);
    expect(withScaleTables(written, figures)).toBe(written);
  });

  it('follow the figures: every one that they need is measured', () => {
    const written = withScaleTables(page, figures);
    expect(written).not.toMatch(/NaN|undefined/);
    const { contenders } = figures;
    const slower = { ...contenders['four of each'], 'message: gateways, CPU us': 1_000 };
    const changed = { ...figures, contenders: { ...contenders, 'four of each': slower } };
    expect(withScaleTables(page, changed)).not.toBe(written);
  });

  it('need a page that has a place for each', () => {
    expect(() => withScaleTables('no place', figures)).toThrow('<!-- table: measured -->');
  });
});
