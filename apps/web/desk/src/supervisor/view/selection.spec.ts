import { allOf, canExtend, chosenOf, extensionOf, toggled, toHandOver } from './selection';
import { openWindow } from './supervisor.fixture';

const windows = [openWindow('a'), openWindow('b', { extensionSeconds: 60 }), openWindow('c')];

describe('windows that are chosen', () => {
  it('are those still open, in the order of the list', () => {
    const chosen = toggled(toggled(toggled(new Set(['gone']), 'c'), 'a'), 'gone');
    expect(chosenOf(windows, chosen).map(({ conversationId }) => conversationId)).toEqual(['a', 'c']);
    expect(chosenOf(windows, toggled(chosen, 'a'))).toHaveLength(1);
  });

  it('are none, some, or all', () => {
    expect(allOf(windows, new Set())).toBe(false);
    expect(allOf(windows, new Set(['gone']))).toBe(false);
    expect(allOf(windows, new Set(['a']))).toBe('mixed');
    expect(allOf(windows, new Set(['a', 'b', 'c']))).toBe(true);
  });

  it('are extended by one time that can be said, or by different ones', () => {
    expect(extensionOf([openWindow('a'), openWindow('c')])).toBe(300);
    expect(extensionOf(windows)).toBeNull();
    expect(extensionOf([])).toBeNull();
    expect(canExtend([openWindow('a', { extensionsLeft: 0 })])).toBe(false);
    expect(canExtend([openWindow('a', { extensionsLeft: 0 }), openWindow('b')])).toBe(true);
  });

  it('are handed over while an agent has them, with the units that are held', () => {
    const parked = openWindow('d', { state: 'open', agent: null, heldUnits: 0 });
    const { active, units } = toHandOver([...windows, parked]);
    expect([active.length, units]).toEqual([3, 60]);
  });
});
